using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Enrolment;

namespace Sekisho.Commands.Credential;

/// <summary>One change of an account's proofs of identity.</summary>
internal sealed class CredentialEnrolCommand : SystemCommand
{
    private readonly EnrolKind _kind;
    private readonly Argument<string> _address = new("ADDRESS") { Description = "The account." };
    private readonly Option<string> _name = new("--name") { HelpName = "NAME", Required = true };
    private readonly Option<string[]> _networks = new("--network") { Description = "Only from this network, such as 192.0.2.0/24; several may be given.", HelpName = "NETWORK" };

    /// <summary>Makes the command of one kind of change.</summary>
    public CredentialEnrolCommand(string name, string description, EnrolKind kind, Surroundings surroundings)
        : base(name, description, surroundings)
    {
        _kind = kind;
        Add(_address);
        if (IsNamed)
        {
            _name.Description = kind switch
            {
                EnrolKind.AppPassword => "What its owner calls it.",
                EnrolKind.RemoveAppPassword => "Its first eight characters.",
                _ => "Its identifier, as 'credential passkeys' shows it.",
            };
            Add(_name);
        }

        if (kind == EnrolKind.AppPassword) Add(_networks);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("secrets[]", "what was made, for the person's eyes, once")];

    private bool IsNamed => _kind is EnrolKind.AppPassword or EnrolKind.RemoveAppPassword or EnrolKind.RemovePasskey;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        string? code = null;
        if (_kind == EnrolKind.ConfirmCodes)
        {
            code = await PasswordInput.ReadAsync(Surroundings.Console.In, cancellation);
            if (code is null) return output.Fail("There is no code on standard input.");
        }

        var request = new EnrolRequest(
            _kind, parse.GetRequiredValue(_address), Name: IsNamed ? parse.GetRequiredValue(_name) : null, Code: code,
            Networks: _kind == EnrolKind.AppPassword ? parse.GetValue(_networks) : null);
        var reply = await calls.SendAsync(VaultCalls.Enrol, request, default, cancellation);
        if (output.Json) output.WriteJson(reply, VaultJson.Default.EnrolReply);
        else foreach (var secret in reply.Secrets) output.WriteLine(secret);
        if (reply.Secrets.Count == 0) output.Note("Done.");
        return ExitCodes.Done;
    }
}
