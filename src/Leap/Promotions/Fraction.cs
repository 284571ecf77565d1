using System.Globalization;
using System.Numerics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Leap.Promotions;

/// <summary>
/// Points as they are before rounding: a whole number over another, exact and in lowest terms, of any size. Its default is zero.
/// </summary>
public readonly record struct Fraction : IComparable<Fraction>
{
    private readonly BigInteger denominatorLessOne;

    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("A fraction's denominator is not zero.");
        }

        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / common;
        denominatorLessOne = (denominator / common) - 1;
    }

    public static Fraction Zero => default;

    public BigInteger Numerator { get; }

    public BigInteger Denominator => denominatorLessOne + 1;

    public static implicit operator Fraction(long whole) => new(whole, 1);

    public static Fraction operator +(Fraction left, Fraction right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Fraction operator -(Fraction left, Fraction right) => left + -right;

    public static Fraction operator -(Fraction value) => new(-value.Numerator, value.Denominator);

    public static Fraction operator *(Fraction left, Fraction right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    /// <summary>The largest whole number not above it: −1 for −1/3. Throws <see cref="OverflowException"/> beyond 64 bits.</summary>
    public long RoundDown() => (long)FloorOf(Numerator);

    /// <summary>Cut off after so many decimals: 0.66 for 2/3.</summary>
    public decimal ToDecimal(int digits)
    {
        var scale = BigInteger.Pow(10, digits);
        return (decimal)FloorOf(Numerator * scale) / (decimal)scale;
    }

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>As <see cref="Parse"/> reads it: `2/3`, `-5`, `0`.</summary>
    public override string ToString() => Denominator.IsOne
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    public static Fraction Parse(string text)
    {
        var parts = text.Split('/');
        var numerator = BigInteger.Parse(parts[0], CultureInfo.InvariantCulture);
        return new(numerator, parts.Length == 1 ? BigInteger.One : BigInteger.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private BigInteger FloorOf(BigInteger numerator)
    {
        var whole = BigInteger.DivRem(numerator, Denominator, out var rest);
        return rest.Sign < 0 ? whole - 1 : whole;
    }

    /// <summary>Text in the database, since neither engine has a number for it.</summary>
    internal sealed class Column() : ValueConverter<Fraction, string>(written => written.ToString(), read => Parse(read));
}
