using Sekisho.Vault.Directory;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Rights;

/// <summary>One person of each sort with a live ticket.</summary>
internal static class People
{
    public const string Admin = "admin@house.example";
    public const string WeakAdmin = "weak@house.example";
    public const string Auditor = "auditor@house.example";
    public const string Operator = "boss@house.example";
    public const string OtherAdmin = "admin@branch.example";

    public static async Task<IReadOnlyDictionary<string, string?>> LogInAsync(TestVault vault)
    {
        foreach (var (address, right) in new[]
        {
            (Admin, AccountRight.TenantAdmin), (WeakAdmin, AccountRight.TenantAdmin), (Auditor, AccountRight.Auditor),
            (Operator, AccountRight.Operator), (OtherAdmin, AccountRight.TenantAdmin),
        })
            await vault.AsOperatorAsync(VaultCalls.AddAccount, new AddAccountRequest(address, TestVault.Password, right));
        var people = new Dictionary<string, string?> { ["nobody"] = null };
        foreach (var (name, address) in new[] { ("admin", Admin), ("auditor", Auditor), ("operator", Operator), ("other-admin", OtherAdmin) })
            people[name] = await vault.StrongTicketAsync(address);
        people["user"] = await vault.TicketAsync();
        people["weak-admin"] = await vault.TicketAsync(WeakAdmin);
        var forged = people["admin"]!;
        people["forger"] = forged[..^2] + (forged[^2] == 'A' ? "BA" : "AA");
        return people;
    }
}
