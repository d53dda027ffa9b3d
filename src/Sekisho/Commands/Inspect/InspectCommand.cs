using System.CommandLine;
using System.Net;
using Sekisho.Dns.Servers;
using Sekisho.Inspect;
using Sekisho.Inspect.Disarm;
using Sekisho.Output;
using Sekisho.Starting;
using Sekisho.Wiring;

namespace Sekisho.Commands.Inspect;

/// <summary>Verdicts over files, without a running system.</summary>
internal sealed class InspectCommand : LeafCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Messages; a folder means every file below it.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _clientIp = new("--client-ip") { Description = "The address of the client that gave the message.", HelpName = "ADDRESS" };
    private readonly Option<string?> _helo = new("--helo") { Description = "What the client called itself.", HelpName = "NAME" };
    private readonly Option<string?> _mailFrom = new("--mail-from") { Description = "The sender of the envelope; <> for the null reverse-path.", HelpName = "ADDRESS" };
    private readonly Option<string[]> _rcptTo = new("--rcpt-to") { Description = "A recipient of the envelope; several may be given.", HelpName = "ADDRESS" };
    private readonly Option<string?> _dns = new("--dns") { Description = "The name server to ask; without it those of the configuration.", HelpName = "HOST:PORT" };
    private readonly Option<string?> _disarm = new("--disarm") { Description = "Write the message to this new file, rebuilt without what could do harm: pages without scripts and forms, documents without macros, PDF files without actions, notes in place of what cannot be made harmless. With one message only.", HelpName = "OUT" };

    private readonly Option<string?> _language = new("--language") { Description = "What 'learn' has written, in place of the product's classifier.", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    public InspectCommand(Surroundings surroundings)
        : base("inspect", "Inspect messages with the same code as the running system, and tell the verdicts.", surroundings)
    {
        Add(_files);
        foreach (var option in new Option[] { _clientIp, _helo, _mailFrom, _rcptTo, _dns, _disarm, _language }) Add(option);
        _clientIp.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !IPAddress.TryParse(result.Tokens[0].Value, out _)) result.AddError($"'{result.Tokens[0].Value}' is no IP address.");
        });
        _dns.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !DnsServerAddress.TryParse(result.Tokens[0].Value, out _)) result.AddError($"'{result.Tokens[0].Value}' is no name server: write ADDRESS:PORT.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("file", "the file; lines come in the order of the files"),
        new("disposition", "accept, tag, disarm, quarantine, reject or defer; absent with an error"),
        new("score", "how bad it looks; absent with an error"),
        new("reasons[]", "code, evidence (the facts that made the rule fire, with their values), points, rule (its id) and title; the last two are absent where the program itself decided; absent with an error"),
        new("facts{}", "what was found, under documented names; absent with an error"),
        new("disarmed[]", "with --disarm: part, what was done to it, and why; empty where the message stayed as it was"),
        new("error", "why it could not be read or inspected; absent otherwise"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 every file was inspected, whatever the verdicts; 1 one could not be (its line has an error, the others are inspected all the same), 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        var loaded = GlobalOptions.Load(parse, Surroundings.CurrentFolder);
        if (loaded.Config is null) return loaded.TellErrors(output);
        var paths = loaded.Config.Inspect.Rules.Select(path => path.From(loaded.Folder)).ToArray();
        var (own, problem) = paths.Length > 0 ? OwnRules.Open(paths, Surroundings.Clock) : (null, null);
        if (problem is not null) return output.Fail(problem, "Correct inspect.rules.");
        foreach (var notice in own?.Notices ?? []) if (notice.IsProblem) output.Note($"{notice.Topic}: {notice.Text}");
        var options = InspectWiring.OptionsOf(loaded.Config, own?.Current);
        if (parse.GetValue(_dns) is { } dns && DnsServerAddress.TryParse(dns, out var server)) options.DnsServers = [server!.ToString()];
        if (parse.GetValue(_language) is { } language)
        {
            (options.LanguageModel, var unread) = await Files.InputFiles.ReadAsync(language, Surroundings.CurrentFolder, cancellation);
            if (options.LanguageModel is null) return output.Fail($"{language}: {unread}");
            if (!InspectOptions.IsLanguageModel(options.LanguageModel)) return output.Fail($"{language} is nothing that 'learn' has written.");
        }

        var files = Files.InputFiles.Of(parse.GetRequiredValue(_files), Surroundings.CurrentFolder);
        IReadOnlyList<DisarmChange>? disarmed = null;
        if (parse.GetValue(_disarm) is { } target)
        {
            (disarmed, var trouble) = await DisarmRun.WriteAsync(files, target, options, Surroundings, cancellation);
            if (disarmed is null) return output.Fail(trouble!, "Give one message, and a file that is not there yet.");
        }

        var (inspected, failed) = (0L, 0L);
        await new InspectRun(options, RequestOf(parse), Surroundings.CurrentFolder, Surroundings.Clock)
            .RunAsync(files, Math.Clamp(Environment.ProcessorCount, 1, 64), Tell, cancellation);
        if (inspected + failed == 0) return output.Fail("There is nothing to inspect.", "The folder is empty.");
        return failed == 0 ? ExitCodes.Done : output.Fail($"{failed} of {inspected + failed} files could not be inspected.");

        void Tell(InspectItem item)
        {
            if (item.Error is null) inspected++;
            else failed++;
            item = item with { Disarmed = disarmed };
            if (output.Json) output.WriteJson(item, ProgramJson.Default.InspectItem);
            else output.WriteLine(TextOf(item));
            if (output.Json) return;
            foreach (var change in disarmed ?? []) output.WriteLine($"  disarmed {change.Part}: {change.What} ({change.Why})");
        }
    }

    private static string TextOf(InspectItem item) => item.Error is not null
        ? $"{item.File}: error: {item.Error}"
        : $"{item.File}: {item.Disposition} {item.Score:0.##} {Show.Reasons(item.Reasons!)}".TrimEnd();

    private InspectRequest RequestOf(ParseResult parse)
    {
        var from = parse.GetValue(_mailFrom);
        return new InspectRequest
        {
            Id = "",
            ClientAddress = parse.GetValue(_clientIp),
            Helo = parse.GetValue(_helo),
            MailFrom = from == "<>" ? "" : from,
            Recipients = parse.GetValue(_rcptTo) ?? [],
        };
    }
}
