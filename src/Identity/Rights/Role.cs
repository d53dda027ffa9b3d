namespace Sekisho.Identity.Rights;

/// <summary>What somebody is. One person may have an account of each sort; an account has one role.</summary>
public enum Role
{
    /// <summary>Has a mailbox.</summary>
    User = 1,

    /// <summary>Looks after the accounts of one tenant; does not read their mail.</summary>
    TenantAdministrator = 2,

    /// <summary>Reads evidence and records, of one tenant or of all; changes nothing.</summary>
    Auditor = 3,

    /// <summary>Runs the whole system; opens mail in an emergency only, under a permission of its own.</summary>
    Operator = 4,
}
