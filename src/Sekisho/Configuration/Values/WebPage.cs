using System.Diagnostics.CodeAnalysis;

namespace Sekisho.Configuration.Values;

/// <summary>Where pages come from, as browsers write it (RFC 6454 §6.2): they compare it letter by letter.</summary>
/// <param name="Text">Scheme, host and port.</param>
internal sealed record WebPage(string Text)
{
    /// <summary>The form in words.</summary>
    public const string Form = "https://HOST or https://HOST:PORT, lower case, without a path: https://mail.example.org";

    /// <summary>"HOST:PORT", also where the port is the usual one.</summary>
    public string HostAndPort => new Uri(Text) is var page ? FormattableString.Invariant($"{page.Host}:{page.Port}") : "";

    /// <summary>Reads one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out WebPage? value)
    {
        // Written back as browsers do, so that nobody configures what never fits: no default port, no path, no upper case.
        value = Uri.TryCreate(text, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps && HostPort.IsHost(page.Host)
            && text == page.GetLeftPart(UriPartial.Authority) && page.UserInfo.Length == 0 ? new WebPage(text) : null;
        return value is not null;
    }

    /// <summary>As written.</summary>
    public override string ToString() => Text;
}
