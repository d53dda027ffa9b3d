namespace Sekisho.Roles.Supervision;

/// <summary>Why the running system cannot be reached.</summary>
public enum OperatorProblem
{
    /// <summary>No system runs on that data folder.</summary>
    NotRunning,

    /// <summary>A system runs there, but it is another user's.</summary>
    NoPermission,

    /// <summary>The system that ran there ended without cleaning up.</summary>
    Stale,

    /// <summary>The file that describes the running system cannot be read.</summary>
    Unreadable,
}
