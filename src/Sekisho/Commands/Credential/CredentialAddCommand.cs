using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Credentials;

namespace Sekisho.Commands.Credential;

/// <summary>Seals a credential of another service.</summary>
internal sealed class CredentialAddCommand : SystemCommand
{
    /// <summary>The longest secret, in bytes: refresh tokens that hold claims have a few thousand.</summary>
    private const int MaxSecretBytes = 8192;

    private readonly Argument<string> _owner = new("OWNER") { Description = "An account's address, or a tenant's name." };
    private readonly Option<string> _service = new("--service") { Description = "Where it opens something: a host, or a token endpoint.", HelpName = "HOST", Required = true };
    private readonly Option<string> _user = new("--user") { Description = "The user name or client identifier there.", HelpName = "NAME", Required = true };
    private readonly Option<string?> _kind = new("--kind") { Description = "What it is; the default is password.", HelpName = "password|refresh_token" };
    private readonly Option<bool> _clientSecret = new("--client-secret") { Description = "With a refresh token: the second line of standard input is the secret of the client itself." };
    private readonly Option<string?> _scope = new("--scope") { Description = "With a refresh token: what its access tokens may do at most, as the service calls it.", HelpName = "SCOPE" };
    private readonly Option<string?> _mailbox = new("--mailbox") { Description = "With a refresh token for mail: the mailbox there, as the user name of XOAUTH2 and OAUTHBEARER.", HelpName = "ADDRESS" };
    private readonly Option<bool> _canary = new("--canary") { Description = "A trap: any use raises an alarm." };

    /// <summary>Makes the command.</summary>
    public CredentialAddCommand(Surroundings surroundings)
        : base("add", "Seal a credential of another service; the secret is the first line of standard input. It is used by the vault and never given out again.", surroundings)
    {
        Add(_owner);
        Add(_service);
        Add(_user);
        Add(_kind);
        Add(_clientSecret);
        Add(_scope);
        Add(_mailbox);
        Add(_canary);
        _kind.AcceptOnlyFromAmong("password", "refresh_token");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => CredentialListCommand.ItemFields;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var hasClientSecret = parse.GetValue(_clientSecret);
        if (await PasswordInput.ReadAsync(Surroundings.Console.In, hasClientSecret ? 2 : 1, MaxSecretBytes, cancellation) is not { } lines)
            return output.Fail($"There is no usable secret on standard input: {(hasClientSecret ? "two lines" : "one line")} of UTF-8 with 1 to {MaxSecretBytes} bytes.", PasswordInput.Advice);
        var request = new AddCredentialRequest
        {
            Owner = parse.GetRequiredValue(_owner),
            Kind = parse.GetValue(_kind) == "refresh_token" ? CredentialKind.RefreshToken : CredentialKind.Password,
            Service = parse.GetRequiredValue(_service),
            User = parse.GetRequiredValue(_user),
            Secret = lines[0],
            ClientSecret = hasClientSecret ? lines[1] : null,
            Scope = parse.GetValue(_scope),
            Mailbox = parse.GetValue(_mailbox),
            Canary = parse.GetValue(_canary),
        };
        var item = await calls.SendAsync(VaultCalls.AddCredential, request, default, cancellation);
        if (output.Json) output.WriteJson(item, VaultJson.Default.CredentialItem);
        else output.WriteLine($"{item.Id}: {item.User} at {item.Service}, of {item.Owner}");
        return ExitCodes.Done;
    }
}
