using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts.Letters;

/// <summary>What about an account's security changed, for the letter that follows.</summary>
public enum SecurityChange
{
    PasswordChanged,
    AuthenticatorAdded,
    AuthenticatorRemoved,
    RecoveryCodesRenewed,
    RecoveryCodeUsed,
    PasskeyAdded,
    PasskeyRenamed,
    PasskeyRemoved,
    DataExported,
    SignedOutEverywhere,
}

/// <summary>After each change that matters for who can get in; the owner hears of it even when it was somebody else.</summary>
/// <param name="At">When (UTC).</param>
public sealed record SecurityChanged(string ToAddress, string ToName, SiteAddress Site, SecurityChange Change, VisitOrigin Origin, DateTime At) : Letter(ToAddress, ToName)
{
    public override MailLane Lane => MailLane.System;

    public override string Subject => $"{What} at {Site.Name}";

    public override string Body => $"""
        Hello {Quote(ToName)},

        {Sentence} It happened on {At:d MMMM yyyy} at {At:HH:mm} UTC with {Quote(Origin.Browser)} from the network {Quote(Origin.Network)}.

        If that was you, all is well.

        If it was not you, somebody else is in your account. [Choose a new password]({Site.Link("/account/reset")}) now, which signs out every browser.
        Then look at [what else was changed]({Site.Link("/account/security")}).
        """;

    private string What => Change switch
    {
        SecurityChange.PasswordChanged => "Your password was changed",
        SecurityChange.AuthenticatorAdded => "Codes from an app were turned on",
        SecurityChange.AuthenticatorRemoved => "Codes from an app were turned off",
        SecurityChange.RecoveryCodesRenewed => "You have new recovery codes",
        SecurityChange.RecoveryCodeUsed => "A recovery code was used",
        SecurityChange.PasskeyAdded => "A passkey was added",
        SecurityChange.PasskeyRenamed => "A passkey was renamed",
        SecurityChange.PasskeyRemoved => "A passkey was removed",
        SecurityChange.DataExported => "Your data was downloaded",
        _ => "You were signed out everywhere",
    };

    private string Sentence => Change switch
    {
        SecurityChange.PasswordChanged => "the password of your account was changed, and every other browser was signed out.",
        SecurityChange.AuthenticatorAdded => "from now on your account asks for a code from your app when you sign in.",
        SecurityChange.AuthenticatorRemoved => "your account no longer asks for a code when you sign in. The password alone opens it.",
        SecurityChange.RecoveryCodesRenewed => "ten new recovery codes were made for your account. The old ones no longer work.",
        SecurityChange.RecoveryCodeUsed => "one of your recovery codes was used. It does not work again.",
        SecurityChange.PasskeyAdded => "a passkey was added to your account. It opens the account without a password.",
        SecurityChange.PasskeyRenamed => "a passkey of your account got another name.",
        SecurityChange.PasskeyRemoved => "a passkey was removed from your account. It opens it no longer.",
        SecurityChange.DataExported => "a file with everything we know about you was downloaded from your account.",
        _ => "every browser that was signed in to your account was signed out.",
    };
}
