using System.CommandLine;
using System.Security.Cryptography;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Searching;
using Sekisho.Vault;
using Sekisho.Vault.Opening;

namespace Sekisho.Commands.Mailbox;

/// <summary>Looks for messages in a mailbox by words of sender and subject.</summary>
internal sealed class MailboxSearchCommand : SystemCommand
{
    private const int UsualMost = 100;
    private const int HighestMost = 10_000;

    private readonly Argument<string> _address = new("ADDRESS") { Description = "The account's address." };
    private readonly Argument<string[]> _words = new("WORD") { Description = "What the messages have all of; of Japanese, two letters or more.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<int> _most = new("--most") { Description = $"The most messages; {UsualMost} when not given, at most {HighestMost}.", HelpName = "NUMBER", DefaultValueFactory = _ => UsualMost };

    /// <summary>Makes the command.</summary>
    public MailboxSearchCommand(Surroundings surroundings)
        : base("search", "Find the messages of a mailbox that have all of some words in sender or subject, newest first. The mailbox's index key is leased for it, on record; no message is opened.", surroundings)
    {
        Add(_address);
        Add(_words);
        Add(_most);
        _most.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > HighestMost) result.AddError($"--most is a number from 1 to {HighestMost}.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("id", "the message"),
        new("sender", "the reverse-path"),
        new("subject", "decoded; absent when there is none"),
        new("contentBytes", "the size"),
        new("deliveredAt", "when it was delivered here"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var address = parse.GetRequiredValue(_address);
        var lease = await calls.SendAsync(VaultCalls.LeaseIndexKeyAsOperator, new OperatorIndexKeyRequest(Environment.UserName, address), default, cancellation);
        using var key = IndexKey.Take(lease.KeyId, lease.PrivateKey, lease.ExpiresAt);
        CryptographicOperations.ZeroMemory(lease.PrivateKey);
        if (key is null) return output.Fail("The vault's answer is no key.");
        var index = new MailboxIndex(calls, address, key);
        await index.UpdateAsync(cancellation);
        var found = await index.SearchAsync(string.Join(' ', parse.GetRequiredValue(_words)), parse.GetValue(_most), cancellation);

        var table = new TextTable("id", "delivered", "sender", "size", "subject");
        foreach (var item in found)
        {
            if (output.Json) output.WriteJson(item, StoreJson.Default.MailboxItem);
            else table.Add(item.Id, Show.Time(item.DeliveredAt), Show.Sender(item.Sender), Show.Bytes(item.ContentBytes), item.Subject);
        }

        if (!output.Json && found.Count > 0) table.WriteTo(output);
        output.Note(found.Count == 0 ? "Nothing found." : $"{found.Count} message{(found.Count == 1 ? "" : "s")}");
        return ExitCodes.Done;
    }
}
