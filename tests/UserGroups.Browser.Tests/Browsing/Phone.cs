using UserGroups.Accounts;

namespace UserGroups.Browser.Tests.Browsing;

/// <summary>An authenticator app that was given the key shown on the page.</summary>
/// <param name="key">As the page shows it.</param>
/// <param name="time">The portal's clock, where it is not the world's.</param>
public sealed class Phone(string key, TimeProvider? time = null)
{
    private readonly string secret = new([.. key.Where(c => !char.IsWhiteSpace(c))]);
    private long last;

    /// <summary>A code that was not used before. The portal takes one of the half-minute ahead too, so two can be had without waiting.</summary>
    public string NextCode()
    {
        var now = Totp.StepAt((time ?? TimeProvider.System).GetUtcNow().UtcDateTime);
        last = Math.Max(now, last + 1);
        return last <= now + 1 ? Totp.Code(secret, last) : throw new InvalidOperationException("A third code within a half-minute is not to be had.");
    }

    /// <summary>Sets up the app on its page: reads the key, types the first code.</summary>
    public static async Task<Phone> SetUpAsync(Visitor visitor)
    {
        await visitor.GoAsync("/account/authenticator", "Codes from an app");
        var phone = new Phone(await visitor.Main.Locator(".secret code").InnerTextAsync());
        await visitor.FillAsync("Code", phone.NextCode());
        await visitor.PressAsync("Turn it on", "Recovery codes");
        return phone;
    }
}
