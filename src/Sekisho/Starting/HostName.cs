using Sekisho.Configuration.Values;

namespace Sekisho.Starting;

/// <summary>The name of this host when the configuration gives none.</summary>
internal static class HostName
{
    private const string Fallback = "localhost.localdomain";

    /// <summary>
    /// The machine's name as a fully qualified one (RFC 5321 §2.3.5 asks for that in EHLO): with ".localdomain" where it
    /// has no dot. Nothing is looked up: a broken resolver must not delay the start.
    /// </summary>
    public static string Of(string machineName)
    {
        var name = machineName.Trim().TrimEnd('.').ToLowerInvariant();
        if (!HostPort.IsHost(name)) return Fallback;
        var full = name.Contains('.') ? name : name + ".localdomain";
        return HostPort.IsHost(full) ? full : Fallback;
    }
}
