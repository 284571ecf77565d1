namespace Leap.Corrections;

/// <summary>What a manager asks for.</summary>
/// <param name="Key">One for each intention: the same again answers with the first entry.</param>
/// <param name="OwnerId">The person, or the promotion where <see cref="IsBudget"/>.</param>
/// <param name="Points">Signed: what the account gains; for a write-off what is owed no more.</param>
public sealed record NewManualEntry(string Key, ManualEntryKind Kind, long OwnerId, long Points, CorrectionReason Reason, string Note)
{
    public bool IsBudget { get; init; }

    /// <summary>The entry that it corrects.</summary>
    public long? CorrectsId { get; init; }

    /// <summary>Null: today.</summary>
    public DateOnly? EffectiveOn { get; init; }
}
