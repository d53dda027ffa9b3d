using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sekisho.Kernel.Cryptography;
using Sekisho.Testing.Dns;
using Sekisho.Vault.Signing;

namespace Sekisho.Deliver.Tests.Signing;

/// <summary>The vault's part in signing: an RSA and an Ed25519 key for the domains that are named, and their records.</summary>
internal sealed class KeysInMemory : IDisposable
{
    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly byte[] Seed = RandomNumberGenerator.GetBytes(32);

    private readonly ConcurrentDictionary<string, (string Sender, string[] Selectors)> _domains = new();

    /// <summary>Every request with a hash.</summary>
    public ConcurrentQueue<SignDkimRequest> Signed { get; } = new();

    /// <summary>Every request.</summary>
    public ConcurrentQueue<SignDkimRequest> Asked { get; } = new();

    /// <summary>Gives a domain keys: "rsa", "ed"; publishes their records.</summary>
    public void Add(ScriptedDnsServer dns, string domain, string sender, params string[] selectors)
    {
        _domains[domain] = (sender, selectors);
        foreach (var selector in selectors) dns.Add($"{selector}._domainkey.{domain}", "TXT", RecordOf(selector));
    }

    public void Remove(string domain) => _domains.TryRemove(domain, out _);

    public static string RecordOf(string selector)
    {
        if (selector == "rsa") return "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(Rsa.ExportSubjectPublicKeyInfo());
        var key = new byte[Ed25519Sizes.PublicKeyBytes];
        Ed25519().GetPublicKey(Seed, key);
        return "v=DKIM1; k=ed25519; p=" + Convert.ToBase64String(key);
    }

    public static IEd25519 Ed25519()
    {
        Assert.True(LibcryptoEd25519.TryLoad(out var ed25519, out _));
        return ed25519;
    }

    public SignDkimReply Answer(SignDkimRequest request)
    {
        Asked.Enqueue(request);
        if (request.Hashes.Count > 0) Signed.Enqueue(request);
        if (!_domains.TryGetValue(request.Domain, out var known) || (request.SenderDomain is not null && request.SenderDomain != known.Sender)) return new SignDkimReply([], []);
        return new SignDkimReply(
            [.. known.Selectors.Select(selector => new DkimKeyName(selector == "rsa" ? "rsa-sha256" : "ed25519-sha256", selector))],
            [.. request.Hashes.Where(hash => known.Selectors.Contains(hash.Selector)).Select(hash => new DkimSignature("", hash.Selector, Sign(hash)))]);
    }

    public void Dispose() => _domains.Clear();

    private static byte[] Sign(DkimHash hash)
    {
        if (hash.Selector == "rsa") lock (Rsa) return Rsa.SignHash(hash.Hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var signature = new byte[Ed25519Sizes.SignatureBytes];
        Ed25519().Sign(Seed, hash.Hash, signature);
        return signature;
    }
}
