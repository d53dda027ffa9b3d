using System.CommandLine;

namespace Sekisho.Commands;

/// <summary>All commands there are.</summary>
internal static class CommandTree
{
    /// <summary>Builds the tree.</summary>
    public static RootCommand Build(Surroundings around)
    {
        var root = new RootCommand("Sekisho: a mail-security gateway. Start it with 'sekisho up'.")
        {
            new Up.UpCommand(around),
            new Up.RoleCommand(around),
            new StatusCommand(around),
            new Inspect.InspectCommand(around),
            new Send.SendCommand(around),
            Group("config", "The configuration.", new Config.ConfigCheckCommand(around), new Config.ConfigExampleCommand(around)),
            Group("tenant", "Tenants: customers with their domains.", new Tenant.TenantAddCommand(around), new Tenant.TenantListCommand(around)),
            Group("account", "Accounts: people with a mailbox.", new Account.AccountAddCommand(around), new Account.AccountListCommand(around)),
            Group(
                "queue",
                "Messages on their way to other servers.",
                new Queue.QueueListCommand(around),
                new Queue.QueueShowCommand(around),
                new Queue.QueueChangeCommand("hold", "Keep a message from delivery until it is released.", Store.Queue.QueueAction.Hold, around),
                new Queue.QueueChangeCommand("release", "End a hold.", Store.Queue.QueueAction.Release, around),
                new Queue.QueueChangeCommand("delete", "Give a message up; its sender is not told.", Store.Queue.QueueAction.Delete, around),
                new Queue.QueueChangeCommand("flush", "Try a message, or all, now.", Store.Queue.QueueAction.Flush, around)),
            Group(
                "quarantine",
                "Messages that were taken and kept from their readers.",
                new Quarantine.QuarantineListCommand(around),
                new Quarantine.QuarantineShowCommand(around),
                new Quarantine.QuarantineChangeCommand("release", "Deliver a message after all.", Store.Quarantine.QuarantineAction.Release, around),
                new Quarantine.QuarantineChangeCommand("delete", "Remove a message for good.", Store.Quarantine.QuarantineAction.Delete, around)),
            Group("mailbox", "Mailboxes.", new Mailbox.MailboxListCommand(around), new Mailbox.MailboxShowCommand(around)),
            new TraceCommand(around),
            Group(
                "ledger",
                "The evidence ledger.",
                new Ledger.LedgerVerifyCommand(around),
                new Ledger.LedgerProveCommand(around),
                new Ledger.LedgerCheckpointCommand(around)),
            new Witness.WitnessCommand(around),
        };
        GlobalOptions.AddTo(root);
        return root;
    }

    private static Command Group(string name, string description, params IReadOnlyList<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands) group.Add(command);
        return group;
    }
}
