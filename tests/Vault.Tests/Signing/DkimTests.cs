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
    [Fact]
    public async Task A_hash_is_signed_with_every_key_of_the_domain_and_verifies_with_the_records()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.AsOperatorAsync(VaultCalls.DkimKey, new DkimKeyRequest("house.example", "s1"));
        var records = (await vault.AsOperatorAsync(VaultCalls.DkimKey, new DkimKeyRequest("House.Example", "s2", "ed25519"))).Records;
        Assert.Equal(["s1._domainkey.house.example", "s2._domainkey.house.example"], records.Select(record => record.Name));
        var hash = SHA256.HashData("a header"u8);

        var signatures = (await vault.AsAsync(RoleKind.Deliver, VaultCalls.SignDkim, new SignDkimRequest("house.example", hash, "0123456789abcdefghjkmnpqrs"))).Signatures;

        Assert.Equal([("rsa-sha256", "s1"), ("ed25519-sha256", "s2")], signatures.Select(signature => (signature.Algorithm, signature.Selector)));
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(records[0].Value.Split("p=")[1]), out _);
        Assert.Equal(2048, rsa.KeySize);
        Assert.True(rsa.VerifyHash(hash, signatures[0].Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.True(LibcryptoEd25519.TryLoad(out var ed25519, out _));
        Assert.True(ed25519.Verify(Convert.FromBase64String(records[1].Value.Split("p=")[1]), hash, signatures[1].Signature));
        Assert.Single(vault.Ledger.Of(EntryType.CredentialUsed));
    }

    [Fact]
    public async Task A_domain_without_a_key_has_no_signature_and_a_strange_hash_is_refused()
    {
        await using var vault = await TestVault.NewAsync();
        Assert.Empty((await vault.AsAsync(RoleKind.Deliver, VaultCalls.SignDkim, new SignDkimRequest("house.example", new byte[32], "m"))).Signatures);
        foreach (var length in new[] { 0, 31, 33 })
            await Assert.ThrowsAsync<CallException>(async () => await vault.AsAsync(RoleKind.Deliver, VaultCalls.SignDkim, new SignDkimRequest("house.example", new byte[length], "m")));
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.DkimKey, new DkimKeyRequest("nowhere.example", "s1")));
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.DkimKey, new DkimKeyRequest("house.example", "S 1")));
    }
}
