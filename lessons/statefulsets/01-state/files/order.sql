CREATE DATABASE shop;
CREATE TABLE shop.orders (id INT PRIMARY KEY, item VARCHAR(20));
INSERT INTO shop.orders VALUES (1, 'tea');
