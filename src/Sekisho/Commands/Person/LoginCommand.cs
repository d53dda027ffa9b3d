using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.LogIn;

namespace Sekisho.Commands.Person;

/// <summary>Logs a person in at the command line.</summary>
internal sealed class LoginCommand : SystemCommand
{
    private readonly Argument<string> _address = new("ADDRESS") { Description = "The account." };
    private readonly Option<bool> _code = new("--code") { Description = "The second line of standard input is a one-time code or a recovery code: people with rights need one." };

    /// <summary>Makes the command.</summary>
    public LoginCommand(Surroundings surroundings)
        : base("login", "Log in as a person of a tenant; the password is the first line of standard input. Commands with '--person ADDRESS' are then judged by that person's rights, until the login ends.", surroundings)
    {
        Add(_address);
        Add(_code);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("address", "who is logged in"), new("expiresAt", "until when")];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var address = parse.GetRequiredValue(_address);
        var lines = parse.GetValue(_code) ? 2 : 1;
        if (await PasswordInput.ReadAsync(Surroundings.Console.In, lines, PasswordInput.MaxBytes, cancellation) is not { } said)
            return output.Fail($"There is no usable {(lines == 2 ? "password and code" : "password")} on standard input.", PasswordInput.Advice);
        var reply = await calls.SendAsync(VaultCalls.LogIn, new LogInRequest(address, said[0], Code: lines == 2 ? said[1] : null), default, cancellation);
        if (reply is not { Result: LogInResult.Granted, Ticket: { } ticket, TicketExpiresAt: { } ends })
        {
            return reply.Result == LogInResult.CodeWanted
                ? output.Fail("A one-time code is wanted, too.", "Give it as the second line, and --code.")
                : reply.RetryAfterSeconds > 0 ? output.Fail($"Too many failures: try again in {reply.RetryAfterSeconds} seconds.") : output.Fail("Address, password or code are not right.");
        }

        TicketFile.Write(TicketPath(parse, address), new TicketRecord(address, reply.Tenant, ticket, ends));
        if (output.Json) output.WriteJson(new LoginItem(address, ends), ProgramJson.Default.LoginItem);
        else output.WriteLine($"{address} is logged in until {Show.Time(ends)}: use '--person {address}'.");
        return ExitCodes.Done;
    }
}
