using System.Reflection;
using Xunit.Sdk;

namespace Leap.Tests.Engines;

/// <summary>Runs a theory that takes an <see cref="Engine"/> on PostgreSQL.</summary>
public sealed class OnPostgresAttribute : DataAttribute
{
    public OnPostgresAttribute() => Skip = Needs.WhyNoPostgres();

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Engine.Postgres]];
}
