using System.Text.Json;
using Sekisho.Output;
using Sekisho.Vault;
using Sekisho.Vault.Erasure;

namespace Sekisho.Commands;

/// <summary>What an erasure tells: when it will be, or its certificate.</summary>
internal static class CertificateFile
{
    /// <summary>Writes the certificate to a file, or says where it is.</summary>
    /// <param name="reply">What came of the erasure.</param>
    /// <param name="path">The file; null for none.</param>
    /// <param name="output">Where to say so.</param>
    public static int Write(EraseReply reply, string? path, CommandOutput output)
    {
        if (path is not null && reply.Certificate is { } certificate)
        {
            File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(certificate, VaultJson.Default.ErasureCertificate));
            output.Note($"Certificate: {path}");
        }

        if (output.Json) output.WriteJson(reply, VaultJson.Default.EraseReply);
        else if (reply.EraseAt is { } at) output.WriteLine($"Will be erased at {Show.Time(at)}; 'tenant erase NAME --cancel' takes it back.");
        else if (reply.Certificate is not null) output.WriteLine("Erased. The certificate is kept in the vault's folder (certificates); 'tenant verify-certificate' checks it. The root key is a new one: copy it to its safe place.");
        else output.WriteLine("The erasure is taken back.");
        return ExitCodes.Done;
    }
}
