using System.Reflection;
using Leap.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Hosting;

/// <summary>What a request can set: what a form of the page holds, and never a row of the database.</summary>
public sealed class FormsTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task No_page_binds_an_entity()
    {
        var entities = await site.ReadAsync(db => Task.FromResult(db.Model.GetEntityTypes().Select(t => t.ClrType).ToHashSet()));
        var bound = Bound().ToList();

        Assert.True(bound.Count > 20, $"Only {bound.Count} things are bound.");
        Assert.DoesNotContain(bound, b => Parts(b.Type).Any(entities.Contains));
    }

    /// <summary>Properties and parameters that requests fill, of every page.</summary>
    private static IEnumerable<(string Name, Type Type)> Bound()
    {
        var pages = typeof(Program).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(PageModel)) && !t.IsAbstract);
        foreach (var page in pages)
        {
            foreach (var property in page.GetProperties().Where(p => p.IsDefined(typeof(BindPropertyAttribute))))
            {
                yield return ($"{page.FullName}.{property.Name}", property.PropertyType);
            }

            var handlers = page.GetMethods().Where(m => m.DeclaringType == page && m.Name.StartsWith("On", StringComparison.Ordinal));
            foreach (var parameter in handlers.SelectMany(m => m.GetParameters())
                .Where(p => p.ParameterType != typeof(CancellationToken) && !p.IsDefined(typeof(FromServicesAttribute))))
            {
                yield return ($"{page.FullName}({parameter.Name})", parameter.ParameterType);
            }
        }
    }

    /// <summary>The type, what it is a list of, and what its properties are, as far as binding goes down.</summary>
    private static HashSet<Type> Parts(Type type)
    {
        var parts = new HashSet<Type>();
        var open = new Stack<Type>([type]);
        while (open.TryPop(out var next))
        {
            if (!parts.Add(next) || next.Namespace?.StartsWith("Leap", StringComparison.Ordinal) != true)
            {
                Array.ForEach(next.GenericTypeArguments, a => AddNew(a));
                continue;
            }

            Array.ForEach(next.GetProperties(BindingFlags.Public | BindingFlags.Instance), p => AddNew(p.PropertyType));
        }

        return parts;

        void AddNew(Type part)
        {
            if (!parts.Contains(part))
            {
                open.Push(part);
            }
        }
    }
}
