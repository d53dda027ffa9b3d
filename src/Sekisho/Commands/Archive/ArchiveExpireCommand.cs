using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store.Archive;
using Sekisho.Vault;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Erasure;

namespace Sekisho.Commands.Archive;

/// <summary>Destroys a month of an archive before its time.</summary>
internal sealed class ArchiveExpireCommand : SystemCommand
{
    private readonly Argument<string> _tenant = ArchiveOptions.Tenant();
    private readonly Argument<string> _month = ArchiveOptions.MonthArgument();
    private readonly Option<ArchiveReason> _reason = ArchiveOptions.Reason();
    private readonly Option<bool> _yes = new("--yes") { Description = "Yes, all of this month." };
    private readonly Option<string?> _certificate = new("--certificate") { Description = "Write the certificate to this file too.", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    public ArchiveExpireCommand(Surroundings surroundings)
        : base("expire", "Destroy the keys of a month of a tenant's archive now, so that it cannot be read any more – not even from a copy with today's root key – and certify it.", surroundings)
    {
        Add(_tenant);
        Add(_month);
        Add(_reason);
        Add(_yes);
        Add(_certificate);
        Validators.Add(result =>
        {
            if (result.GetResult(_yes) is null or { Implicit: true }) result.AddError("Nothing brings a destroyed month back: give --yes.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("certificate", "form, entry, proof")];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var request = new ChangeArchiveRequest(
            parse.GetRequiredValue(_tenant), ArchiveMonth.TryParse(parse.GetRequiredValue(_month))!.Value, ArchiveAction.Expire, parse.GetValue(_reason));
        var reply = await calls.SendAsync(VaultCalls.ChangeArchive, request, default, cancellation);
        return CertificateFile.Write(new EraseReply(null, reply.Certificate), parse.GetValue(_certificate) is { } path ? Path.GetFullPath(path, Surroundings.CurrentFolder) : null, output);
    }
}
