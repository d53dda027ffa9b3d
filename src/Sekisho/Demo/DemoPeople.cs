using System.Security.Cryptography;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Directory;

namespace Sekisho.Demo;

/// <summary>The tenants and accounts of the demonstration.</summary>
internal static class DemoPeople
{
    /// <summary>The tenants; the first is Japanese and has a domain in its own script, too.</summary>
    public static IReadOnlyList<Tenant> Tenants { get; } =
    [
        new() { Name = "hakone", Domains = ["example.co.jp", "xn--xxv564b.example"] },
        new() { Name = "acme", Domains = ["example.org"] },
    ];

    /// <summary>The accounts.</summary>
    public static IReadOnlyList<string> Accounts { get; } = ["ben@example.org", "team@example.org", "tanaka@example.co.jp", "hanako@example.co.jp"];

    /// <summary>Adds them; those of an earlier demonstration get the new password.</summary>
    /// <returns>The password of all of them.</returns>
    public static async Task<string> AddAsync(ICallClient calls, CancellationToken cancellation)
    {
        foreach (var tenant in Tenants) await calls.SendAsync(VaultCalls.AddTenant, tenant, default, cancellation);
        var password = RandomNumberGenerator.GetHexString(16, lowercase: true);
        foreach (var account in Accounts) await calls.SendAsync(VaultCalls.AddAccount, new AddAccountRequest(account, password), default, cancellation);
        return password;
    }
}
