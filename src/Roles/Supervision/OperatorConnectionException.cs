namespace Sekisho.Roles.Supervision;

/// <summary>The running system cannot be reached; the message says why and what to do.</summary>
public sealed class OperatorConnectionException : Exception
{
    /// <summary>Makes the exception.</summary>
    public OperatorConnectionException(OperatorProblem problem, string message, Exception? inner = null)
        : base(message, inner) => Problem = problem;

    /// <summary>Why.</summary>
    public OperatorProblem Problem { get; }
}
