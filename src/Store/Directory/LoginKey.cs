using System.Security.Cryptography;
using Sekisho.Identity.Scram;
using Sekisho.Kernel.Files;
using Sekisho.Store.Database;

namespace Sekisho.Store.Directory;

/// <summary>
/// A random key that only this store knows, in its folder with mode 0600. From it unknown addresses get a salt that
/// never changes, so that nobody learns from the challenge who exists.
/// </summary>
internal sealed class LoginKey
{
    private const int KeyBytes = ScramMimicry.KeyBytes;

    private readonly ScramMimicry _mimicry;

    private LoginKey(byte[] key, int iterations) => _mimicry = new ScramMimicry(key, iterations);

    /// <summary>Reads the key, or makes it at the first start.</summary>
    /// <exception cref="StoreFolderException">The file is there but is no key.</exception>
    public static LoginKey Open(string path, int iterations)
    {
        if (!File.Exists(path)) DurableFile.Replace(path, RandomNumberGenerator.GetBytes(KeyBytes));
        var key = File.ReadAllBytes(path);
        if (key.Length != KeyBytes)
            throw new StoreFolderException(
                $"{path} has {key.Length} bytes instead of {KeyBytes}: it is damaged. Remove it to have a new one made; only the challenges of unknown users change.");
        return new LoginKey(key, iterations);
    }

    /// <summary>A verifier that no password fits, with the salt that this address always has.</summary>
    public ScramVerifier VerifierOfNobody(string address) => _mimicry.VerifierOf(address);
}
