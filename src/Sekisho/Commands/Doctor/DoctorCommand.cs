using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sekisho.Commands.Auth;
using Sekisho.Commands.Files;
using Sekisho.Dns;
using Sekisho.MailAuth.Posture;
using Sekisho.Output;
using Sekisho.Starting;

namespace Sekisho.Commands.Doctor;

/// <summary>What the world sees of a domain.</summary>
internal sealed class DoctorCommand : AuthCommand
{
    private readonly Option<string> _domain = new("--domain") { Description = "The domain to look at.", HelpName = "DOMAIN", Required = true };
    private readonly Option<string[]> _selectors = new("--selector") { Description = "A DKIM selector that must have a key; several may be given. Without it common ones are tried.", HelpName = "NAME" };
    private readonly Option<string?> _certificate = new("--certificate") { Description = "The certificate of the mail exchanges (PEM): shows the TLSA records for it, and whether those that are there fit.", HelpName = "FILE" };
    private readonly Option<bool> _noFetch = new("--no-fetch") { Description = "Do not fetch the MTA-STS policy over HTTPS." };
    private readonly Option<bool> _connect = new("--connect") { Description = "Also connect to every mail exchange on port 25: does it answer, offer STARTTLS, and show a valid certificate of its name? No mail is sent." };
    private readonly Option<string?> _connectTo = new("--connect-to") { Description = "Connect to this address instead of those of the mail exchanges, for a server behind another address; its certificate must have their names.", HelpName = "ADDRESS:PORT" };
    private readonly Option<string?> _language = AdviceLanguage.NewOption();

    /// <summary>Makes the command.</summary>
    public DoctorCommand(Surroundings surroundings)
        : base("doctor", "Look at a domain as the world does (MX, SPF, DKIM, DMARC, MTA-STS, TLS-RPT, DANE, BIMI) and say what to do, with records ready to paste.", surroundings)
    {
        _selectors.AllowMultipleArgumentsPerToken = true;
        foreach (var option in new Option[] { _domain, _selectors, _certificate, _noFetch, _connect, _connectTo, _language }) Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("domain", "the domain"),
        new("check", "mx, smtp (with --connect), spf, dkim, dmarc, mta-sts, tls-rpt, dane or bimi"),
        new("level", "good; note (not wrong); warning; bad (broken, or open to abuse); unknown (no answer)"),
        new("code", "names the finding, for instance spf-lookups"),
        new("subject", "the selector, mail exchange or domain that it is about; absent for the domain itself"),
        new("seen", "what was seen, for instance the record; may be absent"),
        new("advice", "what it means and what to do: en, ja"),
        new("records[]", "what can be published to mend it: name, type (TXT, MX, TLSA, or file), value"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 nothing to mend, 1 something is to be mended or could not be looked up, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, IDnsResolver resolver, CommandOutput output, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte>? keyHash = null;
        if (parse.GetValue(_certificate) is { } file)
        {
            var (hash, problem) = await KeyHashAsync(file, cancellation);
            if (hash is null) return output.Fail($"{file}: {problem}");
            keyHash = hash;
        }

        IPEndPoint? instead = null;
        if (parse.GetValue(_connectTo) is { } to && (!IPEndPoint.TryParse(to, out instead) || instead.Port == 0)) return output.WrongUsage($"'{to}' is not ADDRESS:PORT.");
        var probe = instead is not null || parse.GetValue(_connect) ? new SmtpExchangeProbe(resolver, instead, roots: null, HostName.Of(Environment.MachineName), Surroundings.Clock) : null;
        var request = new PostureRequest { Domain = parse.GetRequiredValue(_domain), Selectors = parse.GetValue(_selectors) ?? [], KeyHash = keyHash };
        var posture = new DomainPosture(resolver, parse.GetValue(_noFetch) ? null : new HttpsPolicyFetch(resolver), Surroundings.Clock, probe);
        var findings = await posture.ExamineAsync(request, cancellation);
        if (findings.Count == 0) return output.WrongUsage($"'{request.Domain}' is no domain name.");
        var japanese = AdviceLanguage.Of(parse.GetValue(_language));
        foreach (var finding in findings)
        {
            if (output.Json) output.WriteJson(DoctorItem.Of(request.Domain, finding), ProgramJson.Default.DoctorItem);
            else Write(output, finding, japanese);
        }

        var wrong = findings.Count(finding => finding.Level is PostureLevel.Warning or PostureLevel.Bad or PostureLevel.Unknown);
        output.Note(wrong == 0
            ? japanese ? "直すべき点はありません。" : "There is nothing to mend."
            : japanese ? $"直すべき点が {wrong} 件あります。" : $"{wrong} finding{(wrong == 1 ? "" : "s")} to look into.");
        return wrong == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private async Task<(byte[]? Hash, string? Problem)> KeyHashAsync(string file, CancellationToken cancellation)
    {
        var (content, problem) = await InputFiles.ReadAsync(file, Surroundings.CurrentFolder, cancellation);
        if (content is null) return (null, problem);
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(content));
            return (SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()), null);
        }
        catch (CryptographicException)
        {
            return (null, "There is no certificate in it (PEM is wanted).");
        }
    }

    private static void Write(CommandOutput output, PostureFinding finding, bool japanese)
    {
        var mark = finding.Level switch { PostureLevel.Good => "ok  ", PostureLevel.Note => "note", PostureLevel.Warning => "WARN", PostureLevel.Bad => "BAD ", _ => "?   " };
        output.WriteLine($"{mark} {finding.Check,-8} {(finding.Subject is null ? "" : finding.Subject + ": ")}{finding.Text.In(japanese)}");
        if (finding.Seen is { } seen) output.WriteLine("              " + seen);
        foreach (var record in finding.Records)
        {
            if (record.Type != "file")
            {
                output.WriteLine("         -->  " + record.ToZoneLine());
                continue;
            }

            output.WriteLine($"         -->  {record.Name}");
            foreach (var line in record.Value.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)) output.WriteLine("              " + line);
        }
    }
}
