using System.CommandLine;
using Sekisho.Configuration.Values;
using Sekisho.Output;
using Sekisho.Starting;

namespace Sekisho.Commands.Send;

/// <summary>A small SMTP client for trying things.</summary>
internal sealed class SendCommand : LeafCommand
{
    private const int MaxSessions = 1000;
    private const int MaxRepeat = 1_000_000;

    private readonly Argument<string[]> _files = new("FILE") { Description = "Messages; a folder means every file below it. Lines that end with LF alone are sent with CRLF.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _to = new("--to") { Description = "The server: HOST:PORT, or HOST:PORT/tls for TLS from the first byte.", HelpName = "HOST:PORT", Required = true };
    private readonly Option<string> _from = new("--from") { Description = "The sender (MAIL FROM); <> for the null reverse-path.", HelpName = "ADDRESS", Required = true };
    private readonly Option<string[]> _recipients = new("--rcpt") { Description = "A recipient (RCPT TO); several may be given.", HelpName = "ADDRESS", Required = true, Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _helo = new("--helo") { Description = "Our name in EHLO; without it this machine's name.", HelpName = "NAME" };
    private readonly Option<bool> _tls = new("--tls") { Description = "STARTTLS or nothing; any certificate is taken." };
    private readonly Option<string?> _user = new("--auth-user") { Description = "Log in as this account (AUTH PLAIN, under TLS only); needs --password-stdin.", HelpName = "ADDRESS" };
    private readonly Option<bool> _passwordStdin = new("--password-stdin") { Description = "Read the password from the first line of standard input." };
    private readonly Option<int> _sessions = new("--sessions") { Description = $"How many sessions at one time, 1 to {MaxSessions}; 1 when not given.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _repeat = new("--repeat") { Description = $"How often each message is sent, 1 to {MaxRepeat}; once when not given.", HelpName = "N", DefaultValueFactory = _ => 1 };

    /// <summary>Makes the command.</summary>
    public SendCommand(Surroundings surroundings)
        : base("send", "Send messages to an SMTP server and tell its replies.", surroundings)
    {
        Add(_files);
        foreach (var option in new Option[] { _to, _from, _recipients, _helo, _tls, _user, _passwordStdin, _sessions, _repeat }) Add(option);
        _to.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && ReadServer(result.Tokens[0].Value) is null) result.AddError($"'{result.Tokens[0].Value}' is no server: write HOST:PORT or HOST:PORT/tls.");
        });
        _sessions.Validators.Add(result => Range(result, MaxSessions));
        _repeat.Validators.Add(result => Range(result, MaxRepeat));
        Validators.Add(result =>
        {
            if ((result.GetResult(_user) is null) != (result.GetResult(_passwordStdin) is null)) result.AddError("--auth-user and --password-stdin belong together: give both or none.");
            var implicitTls = result.GetResult(_to) is { Tokens.Count: 1 } to && ReadServer(to.Tokens[0].Value) is { ImplicitTls: true };
            if (result.GetResult(_user) is not null && result.GetResult(_tls) is null && !implicitTls) result.AddError("A password is sent under TLS only: add --tls, or /tls behind the port.");
            if (implicitTls && result.GetResult(_tls) is not null) result.AddError("--tls asks for STARTTLS, '/tls' for TLS from the first byte: give one of them.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("file", "the file; lines come in the order of the replies"),
        new("accepted", "whether every recipient was accepted"),
        new("code", "the reply code, of the first recipient that was refused or else of the first; absent when there was no reply"),
        new("reply", "the reply, or what went wrong before there was one"),
        new("recipients[]", "address, accepted, reply"),
        new("bytes", "how many bytes were sent"),
        new("milliseconds", "how long it took"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 every message was accepted for every recipient, 1 one was not, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        string? password = null;
        if (parse.GetValue(_passwordStdin))
        {
            password = await PasswordInput.ReadAsync(Surroundings.Console.In, cancellation);
            if (password is null || password.Contains('\0')) return output.Fail("There is no usable password on standard input.", PasswordInput.Advice);
        }

        var from = parse.GetRequiredValue(_from);
        var plan = new SendPlan
        {
            To = ReadServer(parse.GetRequiredValue(_to))!,
            StartTls = parse.GetValue(_tls),
            Helo = parse.GetValue(_helo) ?? HostName.Of(Environment.MachineName),
            From = from == "<>" ? "" : from,
            Recipients = parse.GetRequiredValue(_recipients),
            User = parse.GetValue(_user),
            Password = password,
            CurrentFolder = Surroundings.CurrentFolder,
        };
        var files = Files.InputFiles.Of(parse.GetRequiredValue(_files), Surroundings.CurrentFolder);
        var repeat = parse.GetValue(_repeat);
        return await RunAsync(plan, repeat == 1 ? files : Repeated(files.ToList(), repeat), parse.GetValue(_sessions), output, cancellation);
    }

    private async Task<int> RunAsync(SendPlan plan, IEnumerable<Files.InputFile> files, int sessions, CommandOutput output, CancellationToken cancellation)
    {
        var (accepted, refused) = (0L, 0L);
        var started = Surroundings.Clock.GetTimestamp();
        await SendRun.RunAsync(plan, files, sessions, Surroundings.Clock, Tell, cancellation);
        var spent = Surroundings.Clock.GetElapsedTime(started).TotalSeconds;
        output.Note($"{accepted + refused} sent: {accepted} accepted, {refused} refused, {spent:0.##} s");
        if (accepted + refused == 0) return output.Fail("There was nothing to send.", "The folder is empty.");
        return refused == 0 ? ExitCodes.Done : ExitCodes.Failed;

        void Tell(SendItem item)
        {
            if (item.Accepted) accepted++;
            else refused++;
            if (output.Json) output.WriteJson(item, ProgramJson.Default.SendItem);
            else output.WriteLine($"{item.File}: {item.Reply}");
        }
    }

    private static IEnumerable<Files.InputFile> Repeated(List<Files.InputFile> files, int repeat)
    {
        for (var i = 0; i < repeat; i++)
        {
            foreach (var file in files) yield return file;
        }
    }

    // Unlike where we listen, a name is allowed here.
    private static ListenAddress? ReadServer(string text)
    {
        const string suffix = "/tls";
        var tls = text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
        return HostPort.TryParse(tls ? text[..^suffix.Length] : text, out var at) && at.Port > 0 ? new ListenAddress(at, tls) : null;
    }

    private static void Range(System.CommandLine.Parsing.OptionResult result, int most)
    {
        if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var number) || number < 1 || number > most))
            result.AddError($"{result.Option.Name} takes a whole number from 1 to {most}.");
    }
}
