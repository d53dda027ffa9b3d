using System.CommandLine;
using Sekisho.Vault.Enrolment;

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
            new BlastRadius.BlastRadiusCommand(around),
            new Inspect.InspectCommand(around),
            new Learn.LearnCommand(around),
            new Send.SendCommand(around),
            Group(
                "auth",
                "Sender authentication, by hand.",
                new Auth.AuthSpfCommand(around),
                new Auth.AuthDkimCommand(around),
                new Auth.AuthDmarcCommand(around),
                new Auth.AuthArcCommand(around)),
            Group("config", "The configuration.", new Config.ConfigCheckCommand(around), new Config.ConfigExampleCommand(around)),
            new Person.LoginCommand(around),
            new Person.LogoutCommand(around),
            VaultGroup(around),
            TenantGroup(around),
            AccountGroup(around),
            CredentialGroup(around),
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
            Group("mailbox", "Mailboxes.", new Mailbox.MailboxListCommand(around), new Mailbox.MailboxSearchCommand(around), new Mailbox.MailboxShowCommand(around)),
            ArchiveGroup(around),
            SendersGroup(around),
            LearnedGroup(around),
            new TraceCommand(around),
            new Doctor.DoctorCommand(around),
            Group(
                "reports",
                "Reports on DMARC and TLS: what others tell us, what we tell others.",
                new Reports.ReportsListCommand(around),
                new Reports.ReportsShowCommand(around),
                new Reports.ReportsSendCommand(around),
                new Reports.ReportsReadCommand(around)),
            new Detect.DetectCommand(around),
            Group("rules", "Rules of detection.", new Rules.RulesCheckCommand(around), new Rules.RulesTestCommand(around)),
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

    private static Command VaultGroup(Surroundings around) => Group(
        "vault",
        "The vault: keys, budgets, traps.",
        new Vault.VaultStatusCommand(around),
        new Vault.VaultSealCommand(around),
        new Vault.VaultUnsealCommand(around),
        new Vault.VaultThawCommand(around),
        new Vault.VaultRotateCommand(around),
        new Vault.VaultCanaryCommand(around));

    private static Command TenantGroup(Surroundings around) => Group(
        "tenant",
        "Tenants: customers with their domains.",
        new Tenant.TenantAddCommand(around),
        new Tenant.TenantListCommand(around),
        new Tenant.TenantDkimCommand(around),
        new Tenant.TenantArchiveCommand(around),
        new Tenant.TenantEraseCommand(around),
        new Tenant.TenantVerifyCertificateCommand(around));

    private static Command AccountGroup(Surroundings around) => Group(
        "account",
        "Accounts: people with a mailbox.",
        new Account.AccountAddCommand(around),
        new Account.AccountListCommand(around),
        new Account.AccountImportCommand(around),
        new Account.AccountRevokeCommand(around),
        new Account.AccountEraseCommand(around));

    private static Command CredentialGroup(Surroundings around) => Group(
        "credential",
        "Proofs of identity of our accounts, and sealed credentials of other services.",
        new Credential.CredentialListCommand(around),
        new Credential.CredentialAddCommand(around),
        new Credential.CredentialCheckCommand(around),
        new Credential.CredentialRemoveCommand(around),
        new Credential.CredentialEnrolCommand("codes", "Give an account one-time codes: prints the address for an authenticator app. They count once 'credential confirm-codes' has seen the first.", EnrolKind.Codes, around),
        new Credential.CredentialEnrolCommand("confirm-codes", "Confirm new one-time codes with the first code, read from standard input.", EnrolKind.ConfirmCodes, around),
        new Credential.CredentialEnrolCommand("remove-codes", "Take one-time codes and recovery codes away.", EnrolKind.RemoveCodes, around),
        new Credential.CredentialEnrolCommand("recovery-codes", "Print ten new recovery codes in place of the old ones.", EnrolKind.RecoveryCodes, around),
        new Credential.CredentialEnrolCommand("app-password", "Print a new password for one program that sends mail.", EnrolKind.AppPassword, around),
        new Credential.CredentialEnrolCommand("remove-app-password", "Take an app password away, named by its first eight characters.", EnrolKind.RemoveAppPassword, around),
        new Credential.CredentialEnrolCommand("passkey", "Print a code with which the person registers one passkey in the browser, within a day.", EnrolKind.PasskeyCode, around),
        new Credential.CredentialPasskeysCommand(around),
        new Credential.CredentialEnrolCommand("remove-passkey", "Take a passkey away, named by its identifier, and end all logins of the account.", EnrolKind.RemovePasskey, around),
        new Credential.CredentialBuildBreachedCommand(around),
        new Credential.CredentialEnrolCommand("must-change", "Ask for a new password at the next login in the browser, and end all logins.", EnrolKind.MustChangePassword, around));

    private static Command ArchiveGroup(Surroundings around) => Group(
        "archive",
        "Archives of tenants: months of mail, each under keys of its own.",
        new Archive.ArchiveListCommand(around),
        new Archive.ArchiveSearchCommand(around),
        new Archive.ArchiveShowCommand(around),
        new Archive.ArchiveExportCommand(around),
        new Archive.ArchiveHoldCommand(around),
        new Archive.ArchiveExpireCommand(around));

    private static Command SendersGroup(Surroundings around) => Group(
        "senders",
        "Senders whom a domain or an account allows or blocks.",
        new Senders.SendersChangeCommand("allow", "Let a sender's mail through, when it is authenticated. What is known as harmful stays stopped.", Store.Senders.SenderAction.Allow, around),
        new Senders.SendersChangeCommand("block", "Keep a sender's mail in quarantine.", Store.Senders.SenderAction.Block, around),
        new Senders.SendersChangeCommand("remove", "Take a sender off either list.", Store.Senders.SenderAction.Remove, around),
        new Senders.SendersListCommand(around));

    private static Command LearnedGroup(Surroundings around) => Group(
        "learned",
        "What a tenant's memory has learned of decisions over its mail.",
        new Learned.LearnedShowCommand("show", "Tell in numbers what a tenant has learned.", false, around),
        new Learned.LearnedShowCommand("reset", "Forget what a tenant has learned of words. The sites stay.", true, around),
        new Learned.LearnedTeachCommand(around),
        new Learned.LearnedDecideCommand(around));

    private static Command Group(string name, string description, params IReadOnlyList<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands) group.Add(command);
        return group;
    }
}
