using System.Text.Json;
using Sekisho.Dns;
using Sekisho.Dns.Servers;
using Sekisho.Kernel.Cryptography;

namespace Sekisho.Commands.Auth;

/// <summary>What the 'auth' commands share.</summary>
internal static class AuthWord
{
    /// <summary>A problem's name as it stands in JSON; null for none.</summary>
    public static string? OfProblem<T>(T problem)
        where T : struct, Enum => Convert.ToInt32(problem, System.Globalization.CultureInfo.InvariantCulture) == 0 ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.ToString());

    /// <summary>A resolver that asks the server of --dns, or else those of the configuration, or else those of the system.</summary>
    public static async Task<DnsResolver> ResolverAsync(LoadedConfig loaded, string? dns, TimeProvider clock, CancellationToken cancellation)
    {
        var servers = loaded.Config!.Dns.Servers;
        if (dns is not null && DnsServerAddress.TryParse(dns, out var named)) servers = [named!];
        if (servers.Count == 0 && File.Exists(ResolverConfiguration.SystemFile)) servers = ResolverConfiguration.ReadServers(await File.ReadAllTextAsync(ResolverConfiguration.SystemFile, cancellation));
        return new DnsResolver(new DnsResolverOptions { Servers = servers }, clock);
    }

    /// <summary>Ed25519, or null where this system has none.</summary>
    public static IEd25519? Ed25519() => LibcryptoEd25519.TryLoad(out var ed25519, out _) ? ed25519 : null;
}
