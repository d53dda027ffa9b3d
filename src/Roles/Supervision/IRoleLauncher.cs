using Sekisho.Confinement;

namespace Sekisho.Roles.Supervision;

/// <summary>Gives a role something to run in.</summary>
internal interface IRoleLauncher
{
    /// <summary>Gets it going, without a start order yet: runtimes that warm up side by side are ready sooner.</summary>
    /// <exception cref="SupervisorException">It cannot be started at all.</exception>
    /// <param name="plan">The plan of the role.</param>
    /// <param name="instance">The name of the process.</param>
    /// <param name="policy">Its confinement; null for none.</param>
    IRoleRun Launch(RolePlan plan, string instance, ConfinementPolicy? policy);
}
