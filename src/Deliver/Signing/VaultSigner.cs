using Sekisho.MailAuth.Dkim;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Signing;

namespace Sekisho.Deliver.Signing;

/// <summary>Has the vault sign with one key: the key itself is never here.</summary>
internal sealed class VaultSigner(ICallClient calls, string domain, string? sender, DkimKeyName key, string message) : IDkimSigner
{
    public DkimAlgorithm Algorithm => key.Algorithm == "rsa-sha256" ? DkimAlgorithm.RsaSha256 : DkimAlgorithm.Ed25519Sha256;

    /// <exception cref="CallException">The vault does not answer, or refuses.</exception>
    /// <exception cref="KeyGoneException">The key signs no more.</exception>
    public async ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellation = default)
    {
        var reply = await calls.SendAsync(VaultCalls.SignDkim, new SignDkimRequest(domain, sender, [new DkimHash(key.Selector, hash.ToArray())], message), default, cancellation);
        return reply.Signatures is [var signature] && signature.Selector == key.Selector ? signature.Signature : throw new KeyGoneException();
    }
}
