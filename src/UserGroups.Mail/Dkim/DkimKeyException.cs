namespace UserGroups.Mail.Dkim;

/// <summary>A signing key or its settings cannot be used. The text is a sentence for whoever runs the site; it never holds key material.</summary>
/// <param name="message">The sentence.</param>
/// <param name="inner">What went wrong underneath.</param>
public sealed class DkimKeyException(string message, Exception? inner = null) : Exception(message, inner);
