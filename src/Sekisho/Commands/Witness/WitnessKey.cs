using System.Security.Cryptography;
using Sekisho.Kernel.Cryptography;
using Sekisho.Kernel.Files;
using Sekisho.TransparencyLog.Notes;

namespace Sekisho.Commands.Witness;

/// <summary>The witness's key: 32 random bytes in a file, made where there is none, readable by its owner only.</summary>
internal static class WitnessKey
{
    /// <summary>Reads or makes it.</summary>
    /// <returns>Null when the file is no key.</returns>
    public static CosignatureSigner? Load(string path, string name, IEd25519 ed25519, TimeProvider clock)
    {
        if (!File.Exists(path)) DurableFile.Replace(path, RandomNumberGenerator.GetBytes(Ed25519Sizes.SeedBytes));
        var seed = File.ReadAllBytes(path);
        return seed.Length == Ed25519Sizes.SeedBytes ? new CosignatureSigner(name, seed, ed25519, clock) : null;
    }
}
