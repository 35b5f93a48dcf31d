using Humanizer;
using UserGroups.Sponsorship.Licences;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>The words and colours of the screens.</summary>
public static class FulfilmentWords
{
    /// <summary>What somebody wrote, in quotation marks; those inside become single ones.</summary>
    public static string Quote(string written) => $"“{written.Replace('“', '‘').Replace('”', '’')}”";

    public static string Of(PaymentState state) => state == PaymentState.Approved ? "To be authorised" : state.ToString();

    public static string Of(PostState state) => state == PostState.InReview ? "In review" : state.ToString();

    public static string Of(LicenceKeyState state) => state.ToString();

    public static StateTone ToneOf(PaymentState state) => state switch
    {
        PaymentState.Paid or PaymentState.Reconciled => StateTone.Good,
        PaymentState.Failed => StateTone.Bad,
        PaymentState.Void => StateTone.Quiet,
        PaymentState.Approved => StateTone.Warn,
        _ => StateTone.Accent,
    };

    public static StateTone ToneOf(ParcelState state) => state switch
    {
        ParcelState.Received => StateTone.Good,
        ParcelState.Lost or ParcelState.Returned => StateTone.Bad,
        ParcelState.Cancelled => StateTone.Quiet,
        ParcelState.Reserved => StateTone.Warn,
        _ => StateTone.Accent,
    };

    public static StateTone ToneOf(PostState state) => state switch
    {
        PostState.Published => StateTone.Good,
        PostState.Withdrawn => StateTone.Quiet,
        PostState.Draft => StateTone.Warn,
        _ => StateTone.Accent,
    };

    /// <summary>How long something waits.</summary>
    public static string Days(int days) => days switch
    {
        0 => "today",
        1 => "1 day",
        _ => $"{days} days",
    };

    /// <summary>As a cheque spells it: "one hundred and eighty and 50/100".</summary>
    public static string Spelled(decimal amount) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{((int)decimal.Truncate(amount)).ToWords(System.Globalization.CultureInfo.GetCultureInfo("en"))} and {(int)(amount % 1 * 100):00}/100");

    public static string Pieces(int pieces) => pieces == 1 ? "1 piece" : $"{pieces} pieces";
}
