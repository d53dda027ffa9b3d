namespace Sekisho.Roles.Table;

/// <summary>How many processes a role may have.</summary>
public enum RoleInstances
{
    /// <summary>It is no process that the supervisor starts.</summary>
    None,

    /// <summary>Exactly one: it owns something that two must not share.</summary>
    One,

    /// <summary>One or more, alike and without memory; any of them may be asked.</summary>
    Several,
}
