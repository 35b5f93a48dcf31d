using UserGroups.Shared;

namespace UserGroups.Sponsorship.Letters;

/// <summary>To the organizers: the parcel is on its way.</summary>
public sealed record ParcelShipped(string ToAddress, string ToName, SiteAddress Site, string Reference, string ChapterName, string Carrier, string Tracking)
    : FulfilmentLetter(ToAddress, ToName, Site, Reference, ChapterName)
{
    public override string Subject => $"A parcel for {ChapterName} is on its way";

    protected override string News => $"""
        the swag for {Quote(ChapterName)} has left. {Quote(Carrier)} carries it; the tracking number is **{Quote(Tracking)}**.

        When it has arrived, press “It has arrived” on the page of the request. The address you gave is erased later.
        """;
}

/// <summary>To the organizers: the parcel is lost, or came back.</summary>
public sealed record ParcelTrouble(string ToAddress, string ToName, SiteAddress Site, string Reference, string ChapterName, bool CameBack, string Reason)
    : FulfilmentLetter(ToAddress, ToName, Site, Reference, ChapterName)
{
    public override string Subject => CameBack ? $"The parcel for {ChapterName} came back to us" : $"The parcel for {ChapterName} is lost";

    protected override string News => $"""
        {(CameBack ? "the parcel with your swag came back to us" : "the parcel with your swag seems to be lost")}:

        > {Quote(Reason)}

        {(CameBack ? "Please look at the address on the page of the request; then we send it anew." : "If it turns up after all, say so on the page of the request.")}
        """;
}
