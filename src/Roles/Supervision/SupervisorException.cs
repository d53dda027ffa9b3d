namespace Sekisho.Roles.Supervision;

/// <summary>The system could not be started; the message says what, where and what to do, in words for the operator.</summary>
public sealed class SupervisorException : Exception
{
    /// <summary>Makes the exception.</summary>
    public SupervisorException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
