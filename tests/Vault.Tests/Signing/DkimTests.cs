using System.Security.Cryptography;
using Sekisho.Kernel.Cryptography;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Vault.Signing;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Signing;

public sealed class DkimTests
{
    private const string Message = "0123456789abcdefghjkmnpqrs";

    private static readonly byte[] Hash = SHA256.HashData("a header"u8);
    private static readonly byte[] OtherHash = SHA256.HashData("another header"u8);

    [Fact]
    public async Task Each_hash_is_signed_with_its_key_and_verifies_with_the_record()
    {
        await using var vault = await TestVault.NewAsync();
        await ChangeAsync(vault, "s1");
        var records = await ChangeAsync(vault, "s2", "ed25519");
        Assert.Equal(["s1._domainkey.house.example", "s2._domainkey.house.example"], records.Select(record => record.Name));

        var reply = await SignAsync(vault, [new DkimHash("s1", Hash), new DkimHash("s2", OtherHash)]);

        Assert.Equal([("rsa-sha256", "s1"), ("ed25519-sha256", "s2")], reply.Keys.Select(key => (key.Algorithm, key.Selector)));
        Assert.Equal(["s1", "s2"], reply.Signatures.Select(signature => signature.Selector));
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(records[0].Value.Split("p=")[1]), out _);
        Assert.Equal(2048, rsa.KeySize);
        Assert.True(rsa.VerifyHash(Hash, reply.Signatures[0].Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.True(LibcryptoEd25519.TryLoad(out var ed25519, out _));
        Assert.True(ed25519.Verify(Convert.FromBase64String(records[1].Value.Split("p=")[1]), OtherHash, reply.Signatures[1].Signature));
        Assert.Single(vault.Ledger.Of(EntryType.CredentialUsed));
    }

    [Fact]
    public async Task Who_asks_for_the_keys_only_is_told_and_nothing_is_recorded()
    {
        await using var vault = await TestVault.NewAsync();
        await ChangeAsync(vault, "s1");
        var reply = await SignAsync(vault, []);
        Assert.Equal(("rsa-sha256", "s1"), reply.Keys.Select(key => (key.Algorithm, key.Selector)).Single());
        Assert.Empty(reply.Signatures);
        Assert.Empty(vault.Ledger.Of(EntryType.CredentialUsed));
    }

    [Fact]
    public async Task A_new_key_waits_until_it_is_activated_and_then_takes_the_place_of_the_old_one()
    {
        await using var vault = await TestVault.NewAsync();
        await ChangeAsync(vault, "old");
        Assert.Equal([DkimKeyState.Active, DkimKeyState.Waiting], (await ChangeAsync(vault, "new")).Select(record => record.State));
        Assert.Equal("old", Assert.Single((await SignAsync(vault, [new DkimHash("old", Hash), new DkimHash("new", Hash)])).Signatures).Selector);

        Assert.Equal([DkimKeyState.Retired, DkimKeyState.Active], (await ChangeAsync(vault, "new", change: DkimKeyChange.Activate)).Select(record => record.State));
        Assert.Equal("new", Assert.Single((await SignAsync(vault, [new DkimHash("old", Hash), new DkimHash("new", Hash)])).Signatures).Selector);

        Assert.Equal("new", Assert.Single(await ChangeAsync(vault, "old", change: DkimKeyChange.Remove)).Selector);
        Assert.Equal(DkimKeyState.Retired, Assert.Single(await ChangeAsync(vault, "new", change: DkimKeyChange.Retire)).State);
        Assert.Empty((await SignAsync(vault, [new DkimHash("new", Hash)])).Keys);
        Assert.Equal(["made", "made", "activated", "removed", "retired"], vault.Ledger.Of(EntryType.CredentialChanged).Where(entry => entry.What?.Class == SigningKeys.Kind).Select(entry => entry.Details!["change"]));
        await Assert.ThrowsAsync<CallException>(() => ChangeAsync(vault, "unknown", change: DkimKeyChange.Activate));
    }

    [Fact]
    public async Task The_mail_of_another_tenant_is_not_signed()
    {
        await using var vault = await TestVault.NewAsync();
        await ChangeAsync(vault, "s1");
        var reply = await vault.AsAsync(RoleKind.Deliver, VaultCalls.SignDkim, new SignDkimRequest("house.example", "elsewhere.example", [new DkimHash("s1", Hash)], Message));
        Assert.Empty(reply.Keys);
        Assert.Empty(reply.Signatures);
        Assert.Single((await vault.AsAsync(RoleKind.Deliver, VaultCalls.SignDkim, new SignDkimRequest("house.example", "HOUSE.example", [], Message))).Keys);
        Assert.Empty(vault.Ledger.Of(EntryType.CredentialUsed));
    }

    [Fact]
    public async Task A_domain_without_a_key_has_no_signature_and_a_strange_hash_is_refused()
    {
        await using var vault = await TestVault.NewAsync();
        Assert.Empty((await SignAsync(vault, [new DkimHash("s1", Hash)])).Signatures);
        foreach (var length in new[] { 0, 31, 33 })
            await Assert.ThrowsAsync<CallException>(() => SignAsync(vault, [new DkimHash("s1", new byte[length])]));
        Assert.Empty((await SignAsync(vault, [.. Enumerable.Repeat(new DkimHash("s1", Hash), SignDkimRequest.MaxHashes)])).Signatures);
        await Assert.ThrowsAsync<CallException>(() => SignAsync(vault, [.. Enumerable.Repeat(new DkimHash("s1", Hash), SignDkimRequest.MaxHashes + 1)]));
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.DkimKey, new DkimKeyRequest("nowhere.example", "s1")));
        await Assert.ThrowsAsync<CallException>(() => ChangeAsync(vault, "S 1"));
    }

    [Fact]
    public async Task A_domain_has_eight_keys_and_not_nine()
    {
        await using var vault = await TestVault.NewAsync();
        IReadOnlyList<DkimRecord> records = [];
        for (var i = 1; i <= SigningKeys.MostOfDomain; i++) records = await ChangeAsync(vault, $"s{i}", "ed25519");
        Assert.Equal(SigningKeys.MostOfDomain, records.Count);
        await Assert.ThrowsAsync<CallException>(() => ChangeAsync(vault, "s9", "ed25519"));
    }

    private static async Task<IReadOnlyList<DkimRecord>> ChangeAsync(TestVault vault, string selector, string algorithm = "rsa", DkimKeyChange change = DkimKeyChange.Make) =>
        (await vault.AsOperatorAsync(VaultCalls.DkimKey, new DkimKeyRequest("House.Example", selector, algorithm, change))).Records;

    private static async Task<SignDkimReply> SignAsync(TestVault vault, IReadOnlyList<DkimHash> hashes) =>
        await vault.AsAsync(RoleKind.Deliver, VaultCalls.SignDkim, new SignDkimRequest("house.example", null, hashes, Message));
}
