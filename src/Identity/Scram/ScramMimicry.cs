using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Identity.Scram;

/// <summary>
/// Verifiers for names that nobody has: the salt of the same name is always the same, so that nobody learns from the
/// challenge who exists (RFC 5802 §9 on dictionary attacks; unknown users).
/// </summary>
public sealed class ScramMimicry
{
    /// <summary>The length of the key, in bytes.</summary>
    public const int KeyBytes = 32;

    private readonly byte[] _key;
    private readonly int _iterations;

    /// <summary>Makes the mimicry.</summary>
    /// <param name="key">32 secret bytes that stay the same for good: a change of the salts would give it away.</param>
    /// <param name="iterations">What known accounts have; raise it only when nearly all of them have the new number.</param>
    public ScramMimicry(ReadOnlySpan<byte> key, int iterations)
    {
        if (key.Length != KeyBytes) throw new ArgumentException($"The key has {KeyBytes} bytes, not {key.Length}.", nameof(key));
        _key = key.ToArray();
        _iterations = iterations;
    }

    /// <summary>A verifier that no password fits, with the salt that this name always has.</summary>
    /// <param name="name">The user name, in the form in which names are compared.</param>
    public ScramVerifier VerifierOf(string name) => new(
        Derive("salt", name)[..ScramVerifier.SaltBytes], _iterations, Derive("stored", name), Derive("server", name));

    private byte[] Derive(string purpose, string name) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(purpose + "\0" + name));
}
