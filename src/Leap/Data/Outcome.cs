namespace Leap.Data;

/// <summary>
/// What an operation answers: a value, or the refusal that its guards found. Faults are exceptions and never come this way.
/// </summary>
public readonly struct Outcome<TValue, TRefusal>
    where TRefusal : struct, Enum
{
    private readonly TValue? value;

    private Outcome(TValue? value, TRefusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    public TRefusal? Refusal { get; }

    public TValue Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal}");

    public static implicit operator Outcome<TValue, TRefusal>(TValue value) => new(value, refusal: null);

    public static implicit operator Outcome<TValue, TRefusal>(TRefusal refusal) => new(default, refusal);
}
