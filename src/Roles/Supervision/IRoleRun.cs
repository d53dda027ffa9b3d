using Sekisho.Roles.Hosting;

namespace Sekisho.Roles.Supervision;

/// <summary>One run of a role, from its launch to its end.</summary>
internal interface IRoleRun : IAsyncDisposable
{
    /// <summary>The process identifier.</summary>
    int Pid { get; }

    /// <summary>Done when it has ended, with words that say how.</summary>
    Task<string> Ended { get; }

    /// <summary>The gravest thing it said last, or null.</summary>
    string? LastError { get; }

    /// <summary>Gives the start order and returns when the role serves.</summary>
    /// <exception cref="SupervisorException">It ended before.</exception>
    Task<RoleReady> StartAsync(RoleStart start, CancellationToken cancellation);

    /// <summary>Asks it to take nothing new and end.</summary>
    void AskToStop();

    /// <summary>Ends it at once, whatever is under way.</summary>
    void Kill();
}
