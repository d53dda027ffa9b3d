namespace Sekisho.Inspect.Links;

/// <summary>One web address, taken apart the way browsers do.</summary>
internal sealed record Link
{
    /// <summary>The address as it is followed: blanks, tabs and line ends removed, backslashes turned, cut to the limit.</summary>
    public required string Url { get; init; }

    /// <summary>The scheme, lower case.</summary>
    public required string Scheme { get; init; }

    /// <summary>The host, lower case, in its ASCII form; IPv4 addresses in any notation as four numbers; empty where there is none.</summary>
    public required string Host { get; init; }

    /// <summary>There is text before an at sign in front of the host: "https://bank.example@evil.example/".</summary>
    public bool HasUserInfo { get; init; }

    /// <summary>That text is a name and a password, "ledger:secret@": the address of a server in a program's settings.</summary>
    public bool HasLogin { get; init; }

    /// <summary>The host is an IP address.</summary>
    public bool IsIpHost { get; init; }

    /// <summary>The host has a label with other than ASCII letters.</summary>
    public bool IsPunycode { get; init; }

    /// <summary>The port, where it is written and not the scheme's own; 0 otherwise.</summary>
    public int Port { get; init; }
}
