namespace Sekisho.Identity.AppPasswords;

/// <summary>What an app password opens.</summary>
[Flags]
public enum AppProtocols
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Sending mail (SMTP submission).</summary>
    Smtp = 1,

    /// <summary>Reading mail (IMAP).</summary>
    Imap = 2,
}
