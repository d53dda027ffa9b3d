using System.Security.Cryptography;
using Sekisho.Kernel.Cryptography;
using Sekisho.Kernel.Files;
using Sekisho.TransparencyLog.Notes;

namespace Sekisho.Ledger.Recovery;

/// <summary>The key that signs the log: 32 random bytes in <c>ledger-state/signing.key</c>, readable by the owner only, made at the first start.</summary>
internal static class SigningKey
{
    private const string Name = "signing.key";

    /// <summary>Where it lies.</summary>
    public static string PathIn(string stateFolder) => Path.Combine(stateFolder, Name);

    /// <summary>Reads the key; makes it where there is none and a new log may begin.</summary>
    /// <exception cref="LedgerFolderException">It is missing or not a key.</exception>
    public static Ed25519NoteSigner Load(string stateFolder, string origin, IEd25519 ed25519, bool mayMake)
    {
        var path = PathIn(stateFolder);
        if (!File.Exists(path))
        {
            if (!mayMake) throw new LedgerFolderException($"The ledger's signing key {path} is missing, but there is a log. Restore it from a backup; without it the log can be verified with its public key but not continued.");
            var made = RandomNumberGenerator.GetBytes(Ed25519Sizes.SeedBytes);
            DurableFile.Replace(path, made);
            CryptographicOperations.ZeroMemory(made);
        }

        var seed = File.ReadAllBytes(path);
        try
        {
            if (seed.Length != Ed25519Sizes.SeedBytes) throw new LedgerFolderException($"The ledger's signing key {path} has {seed.Length} bytes; a key has {Ed25519Sizes.SeedBytes}. Restore it from a backup.");
            return new Ed25519NoteSigner(origin, seed, ed25519);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }
}
