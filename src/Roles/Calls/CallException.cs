namespace Sekisho.Roles.Calls;

/// <summary>A call that has no reply.</summary>
public sealed class CallException : Exception
{
    /// <summary>Makes the exception of a failed call.</summary>
    /// <param name="failure">Why there is no reply.</param>
    /// <param name="message">Which call, and what happened.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public CallException(CallFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>Why there is no reply.</summary>
    public CallFailure Failure { get; }
}
