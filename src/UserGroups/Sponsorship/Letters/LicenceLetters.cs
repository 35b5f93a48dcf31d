using System.Globalization;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Letters;

/// <summary>To the organizers: the key is there. It is never in a letter; the page shows it and notes who looked.</summary>
public sealed record LicenceReady(string ToAddress, string ToName, SiteAddress Site, string Reference, string ChapterName, string Product, int Seats, DateTime EndsAt)
    : FulfilmentLetter(ToAddress, ToName, Site, Reference, ChapterName)
{
    public override string Subject => $"Your licence of {Product} is ready";

    protected override string News => $"""
        the licence of {Quote(Product)} for {Quote(ChapterName)} is ready: {Seats} {(Seats == 1 ? "seat" : "seats")}, until {EndsAt.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}.

        The key itself is not in this letter. Press “Show key” on the page of the request; every look is noted there.
        """;

}

/// <summary>To the organizers: the key is taken back.</summary>
public sealed record LicenceRevoked(string ToAddress, string ToName, SiteAddress Site, string Reference, string ChapterName, string Product, string Reason)
    : FulfilmentLetter(ToAddress, ToName, Site, Reference, ChapterName)
{
    public override string Subject => $"Your licence of {Product} has ended";

    protected override string News => $"""
        the licence of {Quote(Product)} is taken back:

        > {Quote(Reason)}

        Please stop using the key.
        """;
}
