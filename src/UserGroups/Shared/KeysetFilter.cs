using System.Linq.Expressions;

namespace UserGroups.Shared;

/// <summary>Writes the conditions of <see cref="Keyset"/> as expressions that both databases can answer from the index (key, id).</summary>
internal static class KeysetFilter
{
    /// <summary>
    /// key ≥ k and (key > k or id > i): the first half alone bounds the index range; "key > k or (key = k and id > i)" makes SQL Server scan.
    /// </summary>
    public static Expression<Func<T, bool>> After<T, TKey, TId>(KeysetOrder<T, TKey, TId> order, TKey key, TId id, bool descending)
    {
        var row = order.Key.Parameters[0];
        var keyOf = order.Key.Body;
        var idOf = Swap(order.Id, row);
        var keyValue = Parameter(key);
        var past = descending ? ExpressionType.LessThan : ExpressionType.GreaterThan;
        var from = descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual;
        return Expression.Lambda<Func<T, bool>>(
            Expression.AndAlso(
                Compare(from, keyOf, keyValue),
                Expression.OrElse(Compare(past, keyOf, keyValue), Compare(past, idOf, Parameter(id)))),
            row);
    }

    public static Expression<Func<T, Placed<TRow, TKey, TId>>> WithPlace<T, TKey, TId, TRow>(
        KeysetOrder<T, TKey, TId> order, Expression<Func<T, TRow>> select)
    {
        var row = select.Parameters[0];
        var placed = typeof(Placed<TRow, TKey, TId>);
        return Expression.Lambda<Func<T, Placed<TRow, TKey, TId>>>(
            Expression.MemberInit(
                Expression.New(placed),
                Expression.Bind(placed.GetProperty(nameof(Placed<,,>.Row))!, select.Body),
                Expression.Bind(placed.GetProperty(nameof(Placed<,,>.Key))!, Swap(order.Key, row)),
                Expression.Bind(placed.GetProperty(nameof(Placed<,,>.Id))!, Swap(order.Id, row))),
            row);
    }

    private static BinaryExpression Compare(ExpressionType comparison, Expression left, Expression right)
    {
        // Strings and Guids have no comparison operators that EF Core translates; their comparison with 0 it does.
        if (left.Type == typeof(string))
            return Expression.MakeBinary(comparison, Expression.Call(typeof(string), nameof(string.Compare), null, left, right), Expression.Constant(0));
        if (left.Type == typeof(Guid))
            return Expression.MakeBinary(comparison, Expression.Call(left, nameof(Guid.CompareTo), null, right), Expression.Constant(0));
        return Expression.MakeBinary(comparison, left, right);
    }

    /// <summary>A value read from an object, as a closure does, so that it becomes a parameter and the query plan is reused.</summary>
    private static MemberExpression Parameter<TValue>(TValue value) =>
        Expression.Field(Expression.Constant(new Box<TValue> { Value = value }), nameof(Box<>.Value));

    private static Expression Swap(LambdaExpression lambda, ParameterExpression row) =>
        new ParameterSwap(lambda.Parameters[0], row).Visit(lambda.Body);

    private sealed class Box<TValue>
    {
        public required TValue Value;
    }

    private sealed class ParameterSwap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
