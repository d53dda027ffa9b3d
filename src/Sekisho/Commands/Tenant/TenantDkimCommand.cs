using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Signing;

namespace Sekisho.Commands.Tenant;

/// <summary>DKIM keys of a domain.</summary>
internal sealed class TenantDkimCommand : SystemCommand
{
    private readonly Argument<string> _domain = new("DOMAIN") { Description = "A domain of a tenant." };
    private readonly Option<string?> _selector = new("--selector") { Description = "Make a key under this selector, unless there is one; without it the keys are only shown.", HelpName = "NAME" };
    private readonly Option<string?> _algorithm = new("--algorithm") { Description = "The kind of a new key: rsa (2048 bits, the default) or ed25519.", HelpName = "rsa|ed25519" };

    /// <summary>Makes the command.</summary>
    public TenantDkimCommand(Surroundings surroundings)
        : base("dkim", "Make DKIM keys, and print the records that belong into the DNS. The private keys never leave the vault.", surroundings)
    {
        Add(_domain);
        Add(_selector);
        Add(_algorithm);
        _algorithm.AcceptOnlyFromAmong("rsa", "ed25519");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("name", "the name in the DNS"), new("value", "the value of its TXT record")];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var request = new DkimKeyRequest(parse.GetRequiredValue(_domain), parse.GetValue(_selector), parse.GetValue(_algorithm) ?? "rsa");
        var reply = await calls.SendAsync(VaultCalls.DkimKey, request, default, cancellation);
        foreach (var record in reply.Records)
        {
            if (output.Json) output.WriteJson(record, VaultJson.Default.DkimRecord);
            else output.WriteLine($"{record.Name}. TXT \"{record.Value}\"");
        }

        return ExitCodes.Done;
    }
}
