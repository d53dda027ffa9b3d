using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.LogIn;

namespace Sekisho.Commands.Person;

/// <summary>Ends a login at the command line.</summary>
internal sealed class LogoutCommand : SystemCommand
{
    private readonly Argument<string> _address = new("ADDRESS") { Description = "Who logged in here." };

    /// <summary>Makes the command.</summary>
    public LogoutCommand(Surroundings surroundings)
        : base("logout", "End a login of 'sekisho login': its ticket is worth nothing any more, also where somebody has a copy.", surroundings) => Add(_address);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var path = TicketPath(parse, parse.GetRequiredValue(_address));
        if (TicketFile.Read(path) is not { } record) return output.Fail("Nobody of that address is logged in here.");
        await calls.SendAsync(VaultCalls.Revoke, new RevokeRequest(record.Ticket), default, cancellation);
        File.Delete(path);
        output.Note("Logged out.");
        return ExitCodes.Done;
    }
}
