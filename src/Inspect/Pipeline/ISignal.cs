using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Pipeline;

/// <summary>Looks at a message from one side and says what it finds as facts; it decides nothing. A signal is a folder with its code, its facts and its tests.</summary>
internal interface ISignal
{
    /// <summary>Its name in logs and evidence.</summary>
    string Name { get; }

    /// <summary>The facts it may set.</summary>
    FactGroup Facts { get; }

    /// <summary>Looks at the message. An exception that comes out of here is a bug: the message is then held, not delivered.</summary>
    ValueTask ExamineAsync(InspectionContext context);
}
