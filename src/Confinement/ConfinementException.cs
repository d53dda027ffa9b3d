namespace Sekisho.Confinement;

/// <summary>A process could not be confined as its policy requires, and must not run; the message says what is missing.</summary>
public sealed class ConfinementException : Exception
{
    /// <summary>Makes the exception.</summary>
    public ConfinementException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception for an outcome.</summary>
    public ConfinementException(ConfinementOutcome outcome)
        : this("This process cannot be confined: " + string.Join("; ", (outcome ?? throw new ArgumentNullException(nameof(outcome))).Missing.Select(missing => missing.Reason)))
    {
    }
}
