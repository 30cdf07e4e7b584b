import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

export const claimFunctions: readonly DdlObject[] = [
  pgFunction('app.claim_promotions', {
    args: 'of_tenant uuid, of_customer uuid, adjustments jsonb',
    returns: 'void',
    // Locks, until the transaction ends and in every caller in this order: promotions by id, behind each its coupon, then
    // the customer of a first order, then promotion_customers; and only rows that have a limit. Each claim is one guarded
    // statement. What has no limit is looked at, and not written.
    body: `
declare
  a record;
  customers boolean := false;
  first_order boolean := false;
  ended boolean;
begin
  for a in
    select x."adjustmentNo" as no, x."promotionId" as promotion_id, x."couponId" as coupon_id, x.amount,
      p.id is null or p.archived_at is not null or now() < p.valid_from_at or coalesce(now() >= p.valid_until_at, false) as ended,
      x."couponId" is not null and (c.id is null or now() < c.valid_from_at or coalesce(now() >= c.valid_until_at, false)) as code_ended,
      p.max_redemptions is not null or p.budget is not null as limited,
      p.per_customer_limit is not null as per_customer, p.first_order_only, c.max_redemptions is not null as code_limited
    from jsonb_to_recordset(adjustments) as x ("adjustmentNo" integer, "promotionId" uuid, "couponId" uuid, amount mxn)
    left join promotions p on p.tenant_id = of_tenant and p.id = x."promotionId"
    left join coupons c on c.tenant_id = of_tenant and c.id = x."couponId"
    order by x."promotionId"
  loop
    ended := a.ended;
    if a.limited and not ended then
      update promotions q
      set redeemed = q.redeemed + case when q.max_redemptions is null then 0 else 1 end,
        spent = q.spent + case when q.budget is null then 0 else a.amount end
      where q.tenant_id = of_tenant and q.id = a.promotion_id and q.archived_at is null
        and (q.max_redemptions is null or q.redeemed < q.max_redemptions)
        and (q.budget is null or q.spent + a.amount <= q.budget);
      if not found then
        -- Its own snapshot: what stood in the way behind the lock.
        ended := exists (select from promotions q where q.tenant_id = of_tenant and q.id = a.promotion_id and q.archived_at is not null);
        if not ended then
          raise exception using errcode = '23514', table = 'promotions', message = 'the promotion is exhausted',
            constraint = case when exists (
              select from promotions q where q.tenant_id = of_tenant and q.id = a.promotion_id and q.redeemed >= q.max_redemptions
            ) then 'promotions_redeemed_within_max' else 'promotions_spent_within_budget' end,
            hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
        end if;
      end if;
    end if;
    if a.coupon_id is not null and (ended or a.code_ended) then
      raise exception using errcode = '55000', constraint = 'coupons_valid_now', table = 'coupons',
        message = 'the coupon is not valid now', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
    elsif ended then
      raise exception using errcode = '55000', constraint = 'promotions_valid_now', table = 'promotions',
        message = 'the promotion has ended', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
    end if;
    if a.code_limited then
      update coupons k set redeemed = k.redeemed + 1
      where k.tenant_id = of_tenant and k.id = a.coupon_id and k.redeemed < k.max_redemptions;
      if not found then
        raise exception using errcode = '23514', constraint = 'coupons_redeemed_within_max', table = 'coupons',
          message = 'the coupon is exhausted', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
      end if;
    end if;
    customers := customers or a.per_customer;
    first_order := first_order or a.first_order_only;
  end loop;
  -- Two promotions of first orders may be claimed at the same time, by one order or by two: whoever has the customer looks
  -- whether there is an order. Before any of promotion_customers, or of two who want one of them one could wait for the other
  -- in a circle.
  if first_order then
    perform from customers c where c.tenant_id = of_tenant and c.id = of_customer for no key update;
  end if;
  if customers then
    for a in
      select x."adjustmentNo" as no, q.id as promotion_id, q.per_customer_limit, q.first_order_only
      from jsonb_to_recordset(adjustments) as x ("adjustmentNo" integer, "promotionId" uuid)
      join promotions q on q.tenant_id = of_tenant and q.id = x."promotionId"
      where q.per_customer_limit is not null order by q.id
    loop
      insert into promotion_customers as u (tenant_id, promotion_id, customer_id, per_customer_limit, used)
      values (of_tenant, a.promotion_id, of_customer, a.per_customer_limit, 1)
      on conflict (tenant_id, promotion_id, customer_id) do update set used = u.used + 1 where u.used < u.per_customer_limit;
      if not found then
        raise exception using errcode = '23514', constraint = 'promotion_customers_used_within_limit', table = 'promotion_customers',
          message = 'this customer has had the promotion', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
      end if;
      -- This order is not there yet.
      if a.first_order_only and app.has_ordered(of_tenant, of_customer) then
        raise exception using errcode = '23514', constraint = 'promotions_first_order_only', table = 'promotions',
          message = 'the promotion is for a first order', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
      end if;
    end loop;
  end if;
end`,
  }),
  pgFunction('app.release_promotions', {
    args: 'of_tenant uuid, of_order uuid',
    returns: 'void',
    // What the claim took, in the same order of locks. Called once: an order is called off once, and for good.
    body: `
declare
  a record;
begin
  for a in
    select d.promotion_id, d.coupon_id, d.amount from order_adjustments d
    where d.tenant_id = of_tenant and d.order_id = of_order order by d.promotion_id
  loop
    update promotions q
    set redeemed = q.redeemed - case when q.max_redemptions is null then 0 else 1 end,
      spent = q.spent - case when q.budget is null then 0 else a.amount end
    where q.tenant_id = of_tenant and q.id = a.promotion_id and (q.max_redemptions is not null or q.budget is not null);
    if a.coupon_id is not null then
      update coupons k set redeemed = k.redeemed - 1
      where k.tenant_id = of_tenant and k.id = a.coupon_id and k.max_redemptions is not null;
    end if;
  end loop;
  for a in
    select d.promotion_id, d.customer_id from order_adjustments d
    where d.tenant_id = of_tenant and d.order_id = of_order order by d.promotion_id
  loop
    update promotion_customers u set used = u.used - 1
    where u.tenant_id = of_tenant and u.promotion_id = a.promotion_id and u.customer_id = a.customer_id;
  end loop;
end`,
  }),
]
