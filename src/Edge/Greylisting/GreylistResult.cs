namespace Sekisho.Edge.Greylisting;

/// <summary>What greylisting says to a message.</summary>
internal enum GreylistResult
{
    /// <summary>It is not asked about, or its sender has passed before.</summary>
    Open,

    /// <summary>It comes for the first time, or again too soon.</summary>
    Wait,

    /// <summary>It has come again in time: from now on its sender passes.</summary>
    Passed,

    /// <summary>So much waits already that it is taken without a wait.</summary>
    Full,
}
