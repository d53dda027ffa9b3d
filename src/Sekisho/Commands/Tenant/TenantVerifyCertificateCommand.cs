using System.CommandLine;
using System.Text;
using System.Text.Json;
using Sekisho.Commands.Ledger;
using Sekisho.Ledger;
using Sekisho.Ledger.Entries;
using Sekisho.Output;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Proofs;
using Sekisho.Vault;
using Sekisho.Vault.Erasure;

namespace Sekisho.Commands.Tenant;

/// <summary>Verifies a certificate of erasure.</summary>
internal sealed class TenantVerifyCertificateCommand : LeafCommand
{
    private const int LongestFile = 1024 * 1024;

    private readonly Argument<string> _file = new("FILE") { Description = "The certificate." };
    private readonly Option<string> _vkey = new("--vkey") { Description = "The ledger's public key, as 'ledger checkpoint' shows it; noted where this machine cannot change it.", HelpName = "VKEY", Required = true };

    /// <summary>Makes the command.</summary>
    public TenantVerifyCertificateCommand(Surroundings surroundings)
        : base("verify-certificate", "Verify a certificate of erasure, also of a month of an archive: that its entry is in the ledger that the key belongs to. Needs no running system.", surroundings)
    {
        Add(_file);
        Add(_vkey);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("valid", "whether the proof holds"), new("type, at, index", "what was erased, when by the ledger's clock, and the entry's index"), new("details{}", "what was destroyed, as numbers")];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 valid, 1 not valid or not readable, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        if (!NoteKey.TryParse(parse.GetRequiredValue(_vkey), out var key)) return output.WrongUsage("--vkey is no key: it has the form NAME+8 hexadecimal digits+BASE64.");
        if (LedgerAccess.Ed25519(output) is not { } ed25519 || key.Verifier(ed25519) is not { } verifier) return ExitCodes.Failed;
        var path = Path.GetFullPath(parse.GetRequiredValue(_file), Surroundings.CurrentFolder);
        if (new FileInfo(path).Length > LongestFile) return output.Fail($"{path} is no certificate: it is too long.");
        if (Read(await File.ReadAllBytesAsync(path, cancellation)) is not { } certificate) return output.Fail($"{path} is no certificate of erasure.");
        var entryBytes = Encoding.UTF8.GetBytes(certificate.Entry);
        if (!TlogProof.TryRead(Encoding.UTF8.GetBytes(certificate.Proof), out var proof) || !proof.Verify(entryBytes, verifier))
            return output.Fail("The certificate is not valid: its entry is not in the ledger of this key.");
        var entry = JsonSerializer.Deserialize(entryBytes, LedgerJson.Default.RecordedEntry)!;
        if (entry.Type is not (EntryType.TenantErased or EntryType.AccountErased or EntryType.ArchiveDestroyed) || entry.Outcome != EntryOutcome.Done || entry.Role != "vault")
            return output.Fail("The proof holds, but its entry is not of an erasure by the vault.");
        var item = new CertificateItem(true, EntryTypeName.Of(entry.Type), entry.At, proof.Index, entry.Details);
        if (output.Json) output.WriteJson(item, ProgramJson.Default.CertificateItem);
        else
        {
            output.WriteLine($"Valid: {item.Type} at {Show.Time(item.At)}, entry {item.Index} of {key.Name}");
            foreach (var (name, value) in entry.Details ?? new Dictionary<string, string>()) output.WriteLine($"  {name}: {value}");
        }

        return ExitCodes.Done;
    }

    private static ErasureCertificate? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, VaultJson.Default.ErasureCertificate) is { Form: "sekisho-erasure-certificate/v1" } certificate ? certificate : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
