using UserGroups.Shared;
using UserGroups.Sponsorship.Stipends;

namespace UserGroups.Sponsorship.Letters;

/// <summary>To the organizers: the money has left.</summary>
public sealed record PaymentSent(string ToAddress, string ToName, SiteAddress Site, string Reference, string ChapterName, string Amount, PaymentMethod Method, string Number, string PayeeName)
    : FulfilmentLetter(ToAddress, ToName, Site, Reference, ChapterName)
{
    public override string Subject => $"{Amount.Replace('\u00A0', ' ')} for {ChapterName} is on its way";

    protected override string News => Method switch
    {
        PaymentMethod.Cheque => $"a cheque of **{Quote(Amount)}** for {Quote(PayeeName)} is in the mail; its number is {Quote(Number)}.",
        PaymentMethod.BankTransfer => $"**{Quote(Amount)}** is on its way to the account of {Quote(PayeeName)}; the reference is {Quote(Number)}.",
        _ => $"we have paid **{Quote(Amount)}** to {Quote(PayeeName)} directly, for the bill {Quote(Number)}.",
    };
}

/// <summary>To the organizers: the money did not arrive.</summary>
public sealed record PaymentFailed(string ToAddress, string ToName, SiteAddress Site, string Reference, string ChapterName, string Amount, string Number, string Reason)
    : FulfilmentLetter(ToAddress, ToName, Site, Reference, ChapterName)
{
    public override string Subject => $"A payment for {ChapterName} did not arrive";

    protected override string News => $"""
        the payment of **{Quote(Amount)}** with the number {Quote(Number)} did not arrive:

        > {Quote(Reason)}

        The money is still yours; it is paid anew. Please look whether the payee on the page of the request is right.
        """;
}
